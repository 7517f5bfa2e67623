import fc from "fast-check";
import { EPS } from "./core.js";

/** The least positive double. */
export const LEAST = 5e-324;

/** Numbers in [0, 1) that a seed decides (xorshift32), for matrices that a property need not shrink entry by entry. */
export function draws(seed: number): () => number {
  let state = (seed | 0) ^ 0x9e3779b9 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** The n×n matrix with these entries on and below the diagonal, and their mirror images above. */
export function symmetric(n: number, entry: (i: number, j: number) => number): Float64Array {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = entry(i, j);
  return a;
}

/** Entries uniform in [−1, 1). */
export function random(n: number, seed = 1): Float64Array {
  const next = draws(seed);
  return symmetric(n, () => 2 * next() - 1);
}

/** Matrices of order 1 to `largest`: full, of low rank, diagonal, sparse, or with eigenvalues that repeat. */
export function matrices(largest: number): fc.Arbitrary<{ n: number; a: Float64Array }> {
  const kinds = {
    full: (n: number, next: () => number) => symmetric(n, () => 2 * next() - 1),
    sparse: (n: number, next: () => number) => symmetric(n, () => (next() < 0.8 ? 0 : 2 * next() - 1)),
    diagonal: (n: number, next: () => number) => symmetric(n, (i, j) => (i === j ? 2 * next() - 1 : 0)),
    "small whole numbers": (n: number, next: () => number) => symmetric(n, () => Math.floor(3 * next()) - 1),
    "rank one": (n: number, next: () => number) => {
      const u = Float64Array.from({ length: n }, () => 2 * next() - 1);
      return symmetric(n, (i, j) => (u[i] as number) * (u[j] as number));
    },
    "a reflection": (n: number, next: () => number) => {
      const u = Float64Array.from({ length: n }, () => 2 * next() - 1);
      const squares = u.reduce((sum, x) => sum + x * x, 0);
      return symmetric(n, (i, j) => (i === j ? 1 : 0) - (2 * (u[i] as number) * (u[j] as number)) / squares);
    },
  };
  return fc
    .record({
      kind: fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])),
      n: fc.integer({ min: 1, max: largest }),
      seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    })
    .map(({ kind, n, seed }) => ({ n, a: kinds[kind](n, draws(seed)) }));
}

/** ‖a‖₂ by its eigenvalues. */
export const spectralNorm = (values: Float64Array): number =>
  values.reduce((m, x) => Math.max(m, Math.abs(x)), 0);

/** What the eigen-solvers promise of every eigenvalue and residual of a matrix of norm `norm`: 10·n·(eps·‖a‖ + 5e-324). */
export const bound = (n: number, norm: number): number => 10 * n * (EPS * norm + LEAST);

/** The largest ‖a·v − λ·v‖₂ over the pairs. */
export function largestResidual(
  a: Float64Array,
  n: number,
  { values, vectors }: { values: Float64Array; vectors: Float64Array },
): number {
  let largest = 0;
  values.forEach((value, k) => {
    const v = vectors.subarray(k * n, (k + 1) * n);
    let squares = 0;
    for (let i = 0; i < n; i++) {
      let sum = -value * (v[i] as number);
      for (let j = 0; j < n; j++) sum += (a[i * n + j] as number) * (v[j] as number);
      squares += sum * sum;
    }
    largest = Math.max(largest, Math.sqrt(squares));
  });
  return largest;
}

/** The largest modulus of an entry of VᵀV − I. */
export function deviationFromOrthonormal(vectors: Float64Array, n: number): number {
  const count = n === 0 ? 0 : vectors.length / n;
  let largest = 0;
  for (let k = 0; k < count; k++)
    for (let l = 0; l <= k; l++) {
      let sum = k === l ? -1 : 0;
      for (let i = 0; i < n; i++) sum += (vectors[k * n + i] as number) * (vectors[l * n + i] as number);
      largest = Math.max(largest, Math.abs(sum));
    }
  return largest;
}
