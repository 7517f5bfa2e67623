import { beforeAll, expect, test } from "vitest";
import { eigh, eigvalsh, inertia } from "../../ts/eigen/index.js";
import { startCore } from "../support/core.js";
import {
  bound,
  deviationFromOrthonormal,
  draws,
  LEAST,
  largestResidual,
  spectralNorm,
  symmetric,
} from "../support/matrices.js";

beforeAll(startCore);

/** How long matrices are made after the fixed number of them. */
const SECONDS = Number(process.env.LOSSCAPE_FUZZ_SECONDS ?? 0);
/** The first of the seeds, one a matrix; the seed of a failure is in its message. */
const FIRST = Number(process.env.LOSSCAPE_FUZZ_SEED ?? 1);
const COUNT = 400;

/** Entries that arithmetic treats in ways of its own. */
const SPECIAL = [
  0,
  -0,
  1,
  -1,
  LEAST,
  -LEAST,
  1e-308,
  2.2250738585072014e-308,
  1e-300,
  1e-160,
  -1e-154,
].concat([Number.EPSILON, 1 + Number.EPSILON, 1 - Number.EPSILON / 2, 1e8, -1e150, 1e154, 1e290, -1e290]);

type Entries = (next: () => number) => (i: number, j: number) => number;

const pick = <T>(from: readonly T[], next: () => number): T => from[Math.floor(next() * from.length)] as T;
const gaussian = (next: () => number) => next() + next() + next() - 1.5;

const KINDS: readonly Entries[] = [
  (next) => () => gaussian(next),
  (next) => () => pick(SPECIAL, next),
  // A few values of one size, so that eigenvalues repeat.
  (next) => {
    const few = [0, gaussian(next), gaussian(next)];
    return () => pick(few, next);
  },
  (next) => {
    const value = pick(SPECIAL, next);
    return () => value;
  },
  // Graded along the diagonal, either way.
  (next) => {
    const step = (next() - 0.5) * 20;
    return (i, j) => gaussian(next) * 10 ** Math.max(-300, Math.min(290, step * (i + j)));
  },
  // Of any size each.
  (next) => () => gaussian(next) * 2 ** Math.floor(1900 * next() - 1000),
  // Mostly zeros, some of them whole rows.
  (next) => {
    const fill = next() ** 3;
    return () => (next() < fill ? gaussian(next) : 0);
  },
  // Blocks that do not touch.
  (next) => {
    const size = 1 + Math.floor(6 * next());
    return (i, j) => (Math.floor(i / size) === Math.floor(j / size) ? gaussian(next) : 0);
  },
  // Tridiagonal, with entries that nearly vanish.
  (next) => (i, j) => (i - j > 1 ? 0 : i === j ? Math.round(3 * next()) : gaussian(next) ** 15),
  // A multiple of the identity and a disturbance near its rounding.
  (next) => {
    const size = 10 ** (-20 * next());
    return (i, j) => (i === j ? 1 : 0) + size * gaussian(next);
  },
];

/** Mostly small orders; some where reductions are in blocks, and a few where they are in two stages. */
function orderOf(next: () => number): number {
  const draw = next();
  if (draw < 0.7) return Math.floor(40 * next());
  if (draw < 0.95) return Math.floor(160 * next());
  return draw < 0.995 ? 160 + Math.floor(200 * next()) : 500 + Math.floor(200 * next());
}

function check(seed: number): void {
  const next = draws(seed);
  for (let skipped = 0; skipped < 8; skipped++) next();
  const n = orderOf(next);
  const a = symmetric(n, pick(KINDS, next)(next));
  const values = eigvalsh(a);
  const pairs = eigh(a);
  const size = Math.max(spectralNorm(values), spectralNorm(pairs.values));
  const tolerance = bound(n, size);
  const fail = (what: string) => `seed ${seed}, n = ${n}: ${what}`;

  expect(values.length, fail("eigenvalues")).toBe(n);
  for (let k = 0; k < n; k++) {
    const [value, paired] = [values[k] as number, pairs.values[k] as number];
    expect(Math.abs(value - paired), fail("eigvalsh and eigh")).toBeLessThanOrEqual(2 * tolerance);
    if (k > 0) expect(value, fail("ascending")).toBeGreaterThanOrEqual(values[k - 1] as number);
  }

  // In units where no product overflows, and none that matters vanishes.
  const unit = 2 ** -Math.floor(Math.log2(Math.max(size, 2 ** -1000)));
  const scaled = { values: pairs.values.map((value) => value * unit), vectors: pairs.vectors };
  const small = bound(n, size * unit) + 10 * n * n * LEAST * unit;
  const residual = largestResidual(
    a.map((entry) => entry * unit),
    n,
    scaled,
  );
  expect(residual, fail("residual")).toBeLessThanOrEqual(small);
  const deviation = deviationFromOrthonormal(pairs.vectors, n);
  expect(deviation, fail("orthonormal")).toBeLessThanOrEqual(bound(n, 1));

  const [from, to] = [Math.floor(next() * (n + 1)), Math.floor(next() * (n + 1))].sort((x, y) => x - y) as [
    number,
    number,
  ];
  const range = { index: [from, to] } as const;
  const part = eigh(a, { range });
  expect(part.values.length, fail("range")).toBe(to - from);
  eigvalsh(a, { range }).forEach((value, k) => {
    const expected = values[from + k] as number;
    expect(Math.abs(value - expected), fail("range of eigvalsh")).toBeLessThanOrEqual(2 * tolerance);
    const paired = part.values[k] as number;
    expect(Math.abs(paired - expected), fail("range of eigh")).toBeLessThanOrEqual(2 * tolerance);
  });
  const partial = deviationFromOrthonormal(part.vectors, n);
  expect(partial, fail("orthonormal range")).toBeLessThanOrEqual(bound(n, 1));

  const shift = n === 0 ? 0 : (values[Math.floor(next() * n)] as number) * (0.5 + next());
  const counts = inertia(a, { shift });
  const near = 10 * (tolerance + bound(n, Math.abs(shift)));
  const below = (end: number) => values.filter((value) => value < end).length;
  expect(counts.negative + counts.zero + counts.positive, fail("inertia")).toBe(n);
  expect(counts.negative, fail("inertia")).toBeGreaterThanOrEqual(below(shift - near));
  expect(counts.negative, fail("inertia")).toBeLessThanOrEqual(below(shift + near));
}

test(`matrices of every order and of special values keep every promise, ${COUNT} of them${SECONDS > 0 ? ` and more for ${SECONDS} s` : ""}`, {
  timeout: 120_000 + 2000 * SECONDS,
}, () => {
  const end = performance.now() + 1000 * SECONDS;
  let seed = FIRST;
  while (seed < FIRST + COUNT || performance.now() < end) check(seed++);
});
