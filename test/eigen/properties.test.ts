import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { eigh, eigvalsh, inertia } from "../../ts/eigen/index.js";
import { dot, norm, startCore } from "../support/core.js";
import {
  bound,
  deviationFromOrthonormal,
  draws,
  largestResidual,
  matrices,
  spectralNorm,
  symmetric,
} from "../support/matrices.js";

beforeAll(startCore);

type Matrix = { readonly n: number; readonly a: Float64Array };

function forAll<T>(extra: fc.Arbitrary<T>, property: (matrix: Matrix, extra: T) => void): void {
  fc.assert(
    fc.property(matrices(60), extra, (matrix, more) => property(matrix, more)),
    { numRuns: 150 },
  );
}

const nothing = fc.constant(undefined);

function expectNear(found: Float64Array, expected: Float64Array, tolerance: number): void {
  expect(found.length).toBe(expected.length);
  found.forEach((value, k) => {
    expect(Math.abs(value - (expected[k] as number))).toBeLessThanOrEqual(tolerance);
  });
}

describe("of every symmetric matrix", () => {
  test("the eigenvalues ascend, and sum to the trace; their squares sum to the squares of the entries", () =>
    forAll(nothing, ({ n, a }) => {
      const values = eigvalsh(a);
      const tolerance = bound(n, spectralNorm(values));
      expect(values).toEqual(values.slice().sort());
      const trace = Array.from({ length: n }, (_, i) => a[i * n + i] as number).reduce((x, y) => x + y);
      const sum = values.reduce((x, y) => x + y);
      expect(Math.abs(sum - trace)).toBeLessThanOrEqual(n * tolerance);
      expect(Math.abs(norm(values) - norm(a))).toBeLessThanOrEqual(Math.sqrt(n) * tolerance);
    }));

  test("residuals are within 10·n·eps·‖a‖, and the vectors orthonormal within 10·n·eps", () =>
    forAll(nothing, ({ n, a }) => {
      const pairs = eigh(a);
      const tolerance = bound(n, spectralNorm(pairs.values));
      expectNear(pairs.values, eigvalsh(a), 2 * tolerance);
      expect(largestResidual(a, n, pairs)).toBeLessThanOrEqual(tolerance);
      expect(deviationFromOrthonormal(pairs.vectors, n)).toBeLessThanOrEqual(bound(n, 1));
    }));

  test("a range of places, and a range of values, is that part of all", () =>
    forAll(fc.tuple(fc.nat(), fc.nat()), ({ n, a }, ends) => {
      const [from, to] = ends.map((end) => end % (n + 1)).sort((x, y) => x - y) as [number, number];
      const all = eigvalsh(a);
      const size = spectralNorm(all);
      const tolerance = bound(n, size);
      // Ends in gaps: within the rounding of an end an eigenvalue may be on either side.
      const gap = (k: number) =>
        k === 0 ? -size - 1 : k === n ? size + 1 : ((all[k - 1] as number) + (all[k] as number)) / 2;
      const isGap = (k: number) => k % n === 0 || (all[k] as number) - (all[k - 1] as number) > 8 * tolerance;
      const ranges = [
        { index: [from, to] } as const,
        ...(isGap(from) && isGap(to) ? [{ value: [gap(from), gap(to)] } as const] : []),
      ];
      for (const range of ranges) {
        const expected = all.subarray(from, to);
        const pairs = eigh(a, { range });
        expectNear(eigvalsh(a, { range }), expected, 2 * tolerance);
        expectNear(pairs.values, expected, 2 * tolerance);
        expect(largestResidual(a, n, pairs)).toBeLessThanOrEqual(tolerance);
        expect(deviationFromOrthonormal(pairs.vectors, n)).toBeLessThanOrEqual(bound(n, 1));
      }
    }));

  test("the inertia has the counts of the eigenvalues, but for those near its ends", () =>
    forAll(
      fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
      ({ n, a }, [shift, tolerance]) => {
        const values = eigvalsh(a);
        const near = 10 * bound(n, spectralNorm(values) + Math.abs(shift) + tolerance);
        const below = (end: number) => values.filter((value) => value < end).length;
        const found = inertia(a, { shift, tolerance });
        expect(found.negative + found.zero + found.positive).toBe(n);
        expect(found.negative).toBeGreaterThanOrEqual(below(shift - tolerance - near));
        expect(found.negative).toBeLessThanOrEqual(below(shift - tolerance + near));
        expect(n - found.positive).toBeGreaterThanOrEqual(below(shift + tolerance - near));
        expect(n - found.positive).toBeLessThanOrEqual(below(shift + tolerance + near));
      },
    ));
});

describe("the eigenvalues follow", () => {
  test("a multiple of the identity", () =>
    forAll(fc.double({ min: -10, max: 10, noNaN: true }), ({ n, a }, shift) => {
      const shifted = symmetric(n, (i, j) => (a[i * n + j] as number) + (i === j ? shift : 0));
      const values = eigvalsh(a);
      const expected = values.map((value) => value + shift);
      expectNear(eigvalsh(shifted), expected, 2 * bound(n, spectralNorm(values) + Math.abs(shift)));
    }));

  test("a power of two, to the bit, and the vectors stay", () =>
    forAll(fc.integer({ min: -400, max: 900 }), ({ a }, exponent) => {
      const scale = 2 ** exponent;
      const scaled = a.map((entry) => entry * scale);
      expect(eigvalsh(scaled)).toEqual(eigvalsh(a).map((value) => value * scale));
      const [pairs, expected] = [eigh(scaled), eigh(a)];
      expect(pairs.values).toEqual(expected.values.map((value) => value * scale));
      expect(pairs.vectors).toEqual(expected.vectors);
    }));

  test("a factor", () =>
    forAll(fc.double({ min: -1e3, max: 1e3, noNaN: true }), ({ n, a }, factor) => {
      const values = eigvalsh(a);
      const expected = values.map((value) => value * factor).sort();
      expectNear(
        eigvalsh(a.map((entry) => entry * factor)),
        expected,
        2 * bound(n, Math.abs(factor) * spectralNorm(values)),
      );
    }));

  test("nothing of a permutation of rows and columns", () =>
    forAll(fc.integer({ min: 0 }), ({ n, a }, seed) => {
      const next = draws(seed);
      const order = Array.from({ length: n }, (_, i) => i)
        .map((i) => [next(), i] as const)
        .sort(([x], [y]) => x - y)
        .map(([, i]) => i);
      const permuted = symmetric(n, (i, j) => a[(order[i] as number) * n + (order[j] as number)] as number);
      const values = eigvalsh(a);
      expectNear(eigvalsh(permuted), values, 2 * bound(n, spectralNorm(values)));
    }));

  test("nothing of a reflection", () =>
    forAll(fc.integer({ min: 0 }), ({ n, a }, seed) => {
      const next = draws(seed);
      const u = Float64Array.from({ length: n }, () => 2 * next() - 1);
      const length = norm(u);
      u.forEach((x, i) => {
        u[i] = x / length;
      });
      const image = Float64Array.from({ length: n }, (_, i) => dot(a.subarray(i * n, (i + 1) * n), u));
      const along = dot(u, image);
      const reflected = symmetric(n, (i, j) => {
        const [ui, uj] = [u[i] as number, u[j] as number];
        const cross = ui * (image[j] as number) + (image[i] as number) * uj;
        return (a[i * n + j] as number) + 4 * along * ui * uj - 2 * cross;
      });
      const values = eigvalsh(a);
      expectNear(eigvalsh(reflected), values, 4 * bound(n, spectralNorm(values)));
    }));
});
