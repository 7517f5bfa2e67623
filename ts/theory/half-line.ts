import { erfc } from "./erf.js";

/** The first n Hermite functions φ_j, orthonormal on the line, on the half-line from x to ∞. */
export interface HalfLine {
  /** φ_j(x). */
  readonly values: Float64Array;
  /** ∫_x^∞ φ_j. */
  readonly integrals: Float64Array;
  /** ∬ sign(b − a) φ_j(a) φ_k(b) da db over a, b > x: n×n, skew. */
  readonly skew: Float64Array;
  /** Of the entries of `skew`: the size of the terms whose rounding they carry. */
  readonly scale: number;
}

/**
 * By φ_j′ = √(j/2) φ_{j−1} − √((j+1)/2) φ_{j+1}: integrating it gives the recurrence of `integrals`, and in the double
 * integral that of `skew`, with the overlaps ∫_x^∞ φ_j φ_k, of which those of j ≠ k are Wronskians. All multiply by
 * √(j/(j+1)) < 1 a step, so that errors add up as √n·eps and do not grow.
 *
 * x = −∞ is the whole line.
 */
export function halfLine(n: number, x: number): HalfLine {
  const values = new Float64Array(n + 2);
  const integrals = new Float64Array(n + 2);
  const whole = x === -Infinity;
  values[0] = whole ? 0 : Math.exp((-x * x) / 2) / Math.PI ** 0.25;
  integrals[0] = Math.SQRT2 * Math.PI ** 0.25 * (whole ? 1 : erfc(x / Math.SQRT2) / 2);
  for (let j = 0; j <= n; j++) {
    const step = Math.sqrt(2 / (j + 1));
    const ratio = Math.sqrt(j / (j + 1));
    values[j + 1] = whole ? 0 : step * x * (values[j] as number) - ratio * (values[j - 1] ?? 0);
    integrals[j + 1] = step * (values[j] as number) + ratio * (integrals[j - 1] ?? 0);
  }
  const overlap = overlaps(n, x, values);
  const skew = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    // Row 0 is the column 0 that the first round fills.
    skew[k] = -(skew[k * n] as number);
    for (let j = 0; j + 1 < n; j++) {
      const inner = (values[j] as number) * (integrals[k] as number) - 2 * overlap(j, k);
      const before = j === 0 ? 0 : (skew[(j - 1) * n + k] as number);
      skew[(j + 1) * n + k] = Math.sqrt(2 / (j + 1)) * inner + Math.sqrt(j / (j + 1)) * before;
    }
  }
  let scale = 0;
  for (let j = 0; j < n; j++) scale = Math.max(scale, 2 * overlap(j, j));
  return { values: values.subarray(0, n), integrals: integrals.subarray(0, n), skew, scale };
}

/** ∫_x^∞ φ_j φ_k, of which n + 2 values at x are given. */
function overlaps(n: number, x: number, values: Float64Array): (j: number, k: number) => number {
  if (x === -Infinity) return (j, k) => (j === k ? 1 : 0);
  const at = (j: number) => (j < 0 ? 0 : (values[j] as number));
  const slopes = Float64Array.from(
    { length: n + 1 },
    (_, j) => Math.sqrt(j / 2) * at(j - 1) - Math.sqrt((j + 1) / 2) * at(j + 1),
  );
  const different = (j: number, k: number) =>
    ((slopes[j] as number) * at(k) - at(j) * (slopes[k] as number)) / (2 * (j - k));
  // ∫φ_j² − ∫φ_{j−1}² from d(φ_{j−1}φ_j) = φ_{j−1}′φ_j + φ_{j−1}φ_j′.
  const squares = new Float64Array(n);
  squares[0] = erfc(x) / 2;
  for (let j = 1; j < n; j++) {
    const outer = at(j - 1) * at(j);
    const below = j < 2 ? 0 : Math.sqrt((j - 1) / 2) * different(j - 2, j);
    const above = Math.sqrt((j + 1) / 2) * different(j - 1, j + 1);
    squares[j] = (squares[j - 1] as number) + Math.sqrt(2 / j) * (outer + below - above);
  }
  return (j, k) => (j === k ? (squares[j] as number) : different(j, k));
}
