import { beforeAll, describe, expect, test } from "vitest";
import { InvalidInputError } from "../../ts/base/errors.js";
import {
  eigh,
  eighBatch,
  eigvalsh,
  eigvalshBatch,
  inertia,
  inertiaBatch,
  SymmetricMatrix,
} from "../../ts/eigen/index.js";
import { startCore } from "../support/core.js";
import {
  bound,
  deviationFromOrthonormal,
  largestResidual,
  random,
  spectralNorm,
  symmetric,
} from "../support/matrices.js";

beforeAll(startCore);

/** 2 on the diagonal, −1 beside it: eigenvalues 2 − 2 cos(kπ/(n+1)). */
const secondDifference = (n: number) => symmetric(n, (i, j) => (i === j ? 2 : i === j + 1 ? -1 : 0));
const exact = (n: number) =>
  Float64Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));

const ORDERS = [1, 2, 3, 4, 5, 10, 31, 64, 100, 129, 257];

describe("of the second difference", () => {
  test.each(ORDERS)("of order %i the eigenvalues are 2 − 2 cos(kπ/(n+1)), ascending", (n) => {
    const values = eigvalsh(secondDifference(n));
    expect(values.length).toBe(n);
    exact(n).forEach((value, k) => {
      expect(Math.abs((values[k] as number) - value)).toBeLessThanOrEqual(bound(n, 4));
    });
  });

  test.each(ORDERS)("of order %i the vectors have small residuals and are orthonormal", (n) => {
    const a = secondDifference(n);
    const pairs = eigh(a);
    expect(pairs.values.length).toBe(n);
    expect(pairs.vectors.length).toBe(n * n);
    exact(n).forEach((value, k) => {
      expect(Math.abs((pairs.values[k] as number) - value)).toBeLessThanOrEqual(bound(n, 4));
    });
    expect(largestResidual(a, n, pairs)).toBeLessThanOrEqual(bound(n, 4));
    expect(deviationFromOrthonormal(pairs.vectors, n)).toBeLessThanOrEqual(bound(n, 1));
  });

  test.each(ORDERS)("of order %i the inertia counts the eigenvalues below, about and above a shift", (n) => {
    const a = secondDifference(n);
    const values = exact(n);
    const count = (test: (value: number) => boolean) => values.filter(test).length;
    expect(inertia(a)).toEqual({ negative: 0, zero: 0, positive: n });
    for (const shift of [-1, 0.37, 1.3, 5])
      expect(inertia(a, { shift })).toEqual({
        negative: count((value) => value < shift),
        zero: 0,
        positive: count((value) => value > shift),
      });
    const [shift, tolerance] = [1.3, 0.61];
    expect(inertia(a, { shift, tolerance })).toEqual({
      negative: count((value) => value < shift - tolerance),
      zero: count((value) => Math.abs(value - shift) < tolerance),
      positive: count((value) => value > shift + tolerance),
    });
  });
});

describe("a range", () => {
  const n = 40;
  const a = random(n);

  test("of places or of values is that part of all eigenvalues", () => {
    const all = eigvalsh(a);
    const at = (k: number) => all[k] as number;
    const between = (k: number) => (at(k - 1) + at(k)) / 2;
    const tolerance = bound(n, spectralNorm(all));
    const ranges = [
      [{ index: [0, n] }, 0, n],
      [{ index: [0, 1] }, 0, 1],
      [{ index: [n - 1, n] }, n - 1, n],
      [{ index: [7, 19] }, 7, 19],
      [{ index: [5, 5] }, 5, 5],
      [{ index: [n, n] }, n, n],
      [{ value: [-Infinity, Infinity] }, 0, n],
      [{ value: [between(3), between(9)] }, 3, 9],
      [{ value: [between(3), Infinity] }, 3, n],
      [{ value: [-Infinity, between(30)] }, 0, 30],
      [{ value: [1e6, 2e6] }, n, n],
      [{ value: [0, 0] }, 0, 0],
    ] as const;
    for (const [range, from, to] of ranges) {
      const expected = all.subarray(from, to);
      const pairs = eigh(a, { range });
      for (const found of [eigvalsh(a, { range }), pairs.values]) {
        expect(found.length).toBe(to - from);
        found.forEach((value, k) => {
          expect(Math.abs(value - (expected[k] as number))).toBeLessThanOrEqual(tolerance);
        });
      }
      expect(pairs.vectors.length).toBe(n * (to - from));
      expect(largestResidual(a, n, pairs)).toBeLessThanOrEqual(tolerance);
      expect(deviationFromOrthonormal(pairs.vectors, n)).toBeLessThanOrEqual(bound(n, 1));
    }
  });

  test("of values holds its lower end and not its upper one", () => {
    const diagonal = symmetric(4, (i, j) => (i === j ? i : 0));
    expect([...eigvalsh(diagonal, { range: { value: [1, 3] } })]).toEqual([1, 2]);
    expect([...eigh(diagonal, { range: { value: [1, 3] } }).values]).toEqual([1, 2]);
  });
});

describe("the matrix", () => {
  const upperIsNaN = () => Float64Array.of(2, NaN, NaN, 1, 2, NaN, 0, 1, 2);
  const full = () => Float64Array.of(2, 1, 0, 1, 2, 1, 0, 1, 2);

  test("is read on and below its diagonal, and left as it was", () => {
    for (const solve of [eigvalsh, eigh, inertia]) {
      const a = upperIsNaN();
      expect(solve(a)).toEqual(solve(full()));
      expect(a).toEqual(upperIsNaN());
    }
    expect(eigvalshBatch(upperIsNaN(), { n: 3 })).toEqual(eigvalshBatch(full(), { n: 3 }));
  });

  test("may be symmetric up to a tolerance, a fraction of its largest modulus", () => {
    const a = Float64Array.of(2, 1 + 1e-10, 1, 2);
    for (const solve of [eigvalsh, eigh, inertia]) {
      expect(solve(a, { symmetryTolerance: 1e-10 })).toEqual(solve(a));
      expect(() => solve(a, { symmetryTolerance: 1e-11 })).toThrow(InvalidInputError);
      expect(() => solve(a, { symmetryTolerance: 0 })).toThrow(/^a\[1, 0\] − a\[0, 1\]: got -1\.0\d+e-10, /);
      expect(() => solve(upperIsNaN(), { symmetryTolerance: 1 })).toThrow("a[0, 1]: got NaN");
    }
    for (const n of [31, 32, 33, 64, 70]) {
      const b = random(n);
      expect(eigvalsh(b, { symmetryTolerance: 0 })).toEqual(eigvalsh(b));
      b[n * n - n - 1 - n] = 7;
      expect(() => eigvalsh(b, { symmetryTolerance: 0.1 })).toThrow(
        `a[${n - 1}, ${n - 3}] − a[${n - 3}, ${n - 1}]`,
      );
    }
  });

  test("of order 0 has nothing", () => {
    const nothing = new Float64Array(0);
    expect(eigvalsh(nothing)).toEqual(nothing);
    expect(eigh(nothing)).toEqual({ values: nothing, vectors: nothing });
    expect(inertia(nothing)).toEqual({ negative: 0, zero: 0, positive: 0 });
    expect(eigvalsh(nothing, { range: { index: [0, 0] } })).toEqual(nothing);
  });
});

describe("bad input is named", () => {
  const a = Float64Array.of(1, 2, 2, 1);
  const matrixFaults: [string, unknown, unknown, string][] = [
    ["a length that is no square", new Float64Array(5), {}, "a.length: got 5, expected a square number"],
    ["a NaN", Float64Array.of(1, 0, 0, 1, 1, 0, NaN, 0, 1), {}, "a[2, 0]: got NaN, expected a finite number"],
    [
      "an infinity",
      Float64Array.of(1, 0, 0, -Infinity),
      {},
      "a[1, 1]: got -Infinity, expected a finite number",
    ],
    ["a text", "1", {}, 'a: got "1", expected an array of numbers, or a SymmetricMatrix'],
    ["nothing", undefined, {}, "a: got undefined"],
    ["an unknown option", a, { rang: 1 }, "rang: no such option"],
    ["options that are none", a, 3, "options: got 3, expected an object"],
    ["null for options", a, null, "options: got null, expected an object"],
    ["a negative symmetryTolerance", a, { symmetryTolerance: -1 }, "symmetryTolerance: got -1"],
    ["a NaN symmetryTolerance", a, { symmetryTolerance: NaN }, "symmetryTolerance: got NaN"],
    ["consume that is no boolean", a, { consume: 1 }, "consume: got 1, expected true or false"],
    ["consume of an array", a, { consume: true }, "consume: got true, expected false where"],
  ];
  test.each(matrixFaults)("by all three: %s", (_, matrix, options, message) => {
    for (const solve of [eigvalsh, eigh, inertia]) {
      expect(() => solve(matrix as never, options as never)).toThrow(InvalidInputError);
      expect(() => solve(matrix as never, options as never)).toThrow(message);
    }
  });

  const rangeFaults: [string, unknown, string][] = [
    ["no object", 3, "range: got 3, expected an object with the keys index, value"],
    ["nothing in it", {}, "range: got {}, expected either"],
    ["both kinds", { index: [0, 1], value: [0, 1] }, "range: got "],
    ["another kind", { indices: [0, 1] }, "range.indices: no such option"],
    ["one end", { index: [0] }, "range.index: got [0], expected an array of two numbers"],
    ["a negative place", { index: [-1, 1] }, "range.index[0]: got -1, expected a whole number from 0 to 2"],
    ["a half place", { index: [0.5, 1] }, "range.index[0]: got 0.5"],
    ["a place past the end", { index: [0, 3] }, "range.index[1]: got 3, expected a whole number from 0 to 2"],
    ["places out of order", { index: [2, 1] }, "range.index[1]: got 1, expected a whole number from 2 to 2"],
    ["a value that is none", { value: ["0", 1] }, 'range.value[0]: got "0", expected a number'],
    ["a NaN", { value: [0, NaN] }, "range.value[1]: got NaN, expected a number"],
    ["values out of order", { value: [1, 0] }, "range.value: got [1,0], expected low ≤ high"],
  ];
  test.each(rangeFaults)("a range with %s", (_, range, message) => {
    const calls = [
      () => eigvalsh(a, { range } as never),
      () => eigh(a, { range } as never),
      () => eigvalshBatch(a, { n: 2, range } as never),
      () => eighBatch(a, { n: 2, range } as never),
    ];
    for (const call of calls) {
      expect(call).toThrow(InvalidInputError);
      expect(call).toThrow(message);
    }
  });

  test.each([
    ["a shift that is not finite", { shift: Infinity }, "shift: got Infinity, expected a finite number"],
    ["a shift that is text", { shift: "0" }, 'shift: got "0", expected a finite number'],
    ["a negative tolerance", { tolerance: -1e-9 }, "tolerance: got -1e-9, expected a number of at least 0"],
    ["a range", { range: { index: [0, 1] } }, "range: no such option"],
  ])("by the inertia: %s", (_, options, message) => {
    expect(() => inertia(a, options as never)).toThrow(message);
    expect(() => inertiaBatch(a, { n: 2, ...options } as never)).toThrow(message);
  });

  const batchFaults: [string, unknown, unknown, string][] = [
    ["no options", a, undefined, "options: got undefined, expected an object with the keys n"],
    ["no order", a, {}, "n: got undefined, expected a whole number from 1"],
    ["an order of 0", a, { n: 0 }, "n: got 0, expected a whole number from 1"],
    ["an order of 1.5", a, { n: 1.5 }, "n: got 1.5, expected a whole number from 1"],
    ["half a matrix", new Float64Array(6), { n: 2 }, "matrices.length: got 6, expected a multiple of n² = 4"],
    ["a text", "1", { n: 1 }, 'matrices: got "1", expected an array of numbers'],
    ["an unknown option", a, { n: 2, symmetryTolerance: 0 }, "symmetryTolerance: no such option"],
    [
      "a NaN in the second matrix",
      Float64Array.of(1, 0, 0, 1, 1, 0, NaN, 1),
      { n: 2 },
      "matrices[1][1, 0]: got NaN, expected a finite number",
    ],
  ];
  test.each(batchFaults)("by all batches: %s", (_, matrices, options, message) => {
    for (const solve of [eigvalshBatch, eighBatch, inertiaBatch]) {
      expect(() => solve(matrices as never, options as never)).toThrow(InvalidInputError);
      expect(() => solve(matrices as never, options as never)).toThrow(message);
    }
  });

  test("by SymmetricMatrix.from", () => {
    expect(() => SymmetricMatrix.from("1" as never)).toThrow('a: got "1", expected an array of numbers');
    expect(() => SymmetricMatrix.from(new Float64Array(3))).toThrow(
      "a.length: got 3, expected a square number",
    );
    expect(() => SymmetricMatrix.from(Float64Array.of(1, 0, NaN, 1))).toThrow("a[1, 0]: got NaN");
    expect(() => SymmetricMatrix.from(Float64Array.of(1, 0, 1, 1), { symmetryTolerance: 0.5 })).toThrow(
      "a[1, 0] − a[0, 1]: got 1, expected at most",
    );
    expect(() => SymmetricMatrix.from(a, { tolerance: 1 } as never)).toThrow("tolerance: no such option");
  });
});
