import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { InvalidInputError } from "../../ts/base/errors.js";
import { goeDensity } from "../../ts/theory/goe.js";
import {
  complexity,
  expectedCriticalPoints,
  groundState,
  layerEnergy,
  sphereHessianDensity,
  threshold,
} from "../../ts/theory/index.js";
import { gaussLegendre, integrate } from "../../ts/theory/quadrature.js";

const EPS = Number.EPSILON;

interface Golden {
  thresholds: { p: number; value: string }[];
  layers: { p: number; k: number; value: string }[];
  complexity: { p: number; u: number; index: number | null; value: string }[];
  counts: { n: number; p: number; energy_below: number | null; value: string }[];
}
const golden: Golden = JSON.parse(
  readFileSync(new URL("../golden/theory/theory.json", import.meta.url), "utf8"),
);

function expectWithin(actual: number, expected: number, error: number, what: object) {
  expect(Math.abs(actual - expected), `${JSON.stringify(what)}: got ${actual}`).toBeLessThanOrEqual(error);
}

describe("golden values of independent code", () => {
  test("thresholds agree to the last bits", () => {
    for (const row of golden.thresholds)
      expectWithin(threshold(row.p), Number(row.value), 2 * EPS * Number(row.value), row);
  });

  test("layer energies agree within 4 eps from k = 0 to 10^9", () => {
    for (const row of golden.layers)
      expectWithin(layerEnergy(row.p, row.k), Number(row.value), 4 * EPS * Number(row.value), row);
  });

  test("complexities agree within their stated error", () => {
    for (const row of golden.complexity) {
      const value = complexity(row.p, row.u, row.index === null ? {} : { index: row.index });
      expectWithin(value, Number(row.value), 4 * ((row.index ?? 0) + 1) * EPS * (1 + row.u ** 2), row);
    }
  });

  test("expected counts agree to 1e-12 relative, at even and odd n, whole and below an energy", () => {
    for (const { n, p, energy_below, value } of golden.counts) {
      const count = expectedCriticalPoints({
        n,
        p,
        ...(energy_below !== null && { energyBelow: energy_below }),
      });
      expectWithin(count, Number(value), 1e-12 * Number(value), { n, p, energy_below });
    }
  });
});

test("p = 3 has the published constants", () => {
  expect(threshold(3)).toBeCloseTo(1.632993, 6);
  expect(groundState(3)).toBeCloseTo(1.656998, 6);
});

test("p = 2 is its limit: every layer at √2, no exponential number of critical points, 2n of them", () => {
  expect(layerEnergy(2, 0)).toBe(threshold(2));
  expect(layerEnergy(2, 5)).toBe(threshold(2));
  expect(complexity(2, 1)).toBe(0);
  for (const n of [2, 3, 50, 51, 1000])
    expectWithin(expectedCriticalPoints({ n, p: 2 }), 2 * n, 1e-12 * n, { n });
});

test("two spins have 2√(3p−2) critical points", () => {
  for (const p of [3, 4, 10, 100])
    expectWithin(expectedCriticalPoints({ n: 2, p }), 2 * Math.sqrt(3 * p - 2), 1e-13 * p, { p });
});

test("the numbers in the docstrings are those returned", () => {
  expect(layerEnergy(3, 1)).toBeCloseTo(1.652873, 6);
  expect(complexity(3, -1.64, { index: 0 })).toBeCloseTo(0.00984, 5);
  expect(complexity(3, -1.66)).toBeCloseTo(-0.0019, 5);
  expect(sphereHessianDensity(3, -1.6, 4.8)).toBeCloseTo(0.1299, 4);
  expect(expectedCriticalPoints({ n: 10, p: 3, energyBelow: -1.6 })).toBeCloseTo(0.2112, 4);
});

test("the GOE density at n = 1000 holds 1000 eigenvalues and follows its semicircle", () => {
  const n = 1000;
  const mass = integrate((x) => goeDensity(n, x), { from: -60, to: 60, width: 0.1, rule: gaussLegendre(16) });
  expectWithin(mass, n, 1e-10 * n, {});
  for (const x of [0, 10.3, -25.1])
    expectWithin(goeDensity(n, x), Math.sqrt(2 * n - x * x) / Math.PI, 0.01, { x });
});

test("an energy of −∞ or far below the ground state holds no critical points, +∞ all", () => {
  const all = expectedCriticalPoints({ n: 10, p: 3 });
  expect(expectedCriticalPoints({ n: 10, p: 3, energyBelow: Number.POSITIVE_INFINITY })).toBe(all);
  expect(expectedCriticalPoints({ n: 10, p: 3, energyBelow: Number.NEGATIVE_INFINITY })).toBe(0);
  expect(expectedCriticalPoints({ n: 10, p: 3, energyBelow: -1e200 })).toBe(0);
});

test("the largest n has a finite count, and the next is refused with the bound", () => {
  expect(expectedCriticalPoints({ n: 304, p: 100 })).toBeGreaterThan(1e300);
  expect(() => expectedCriticalPoints({ n: 305, p: 100 })).toThrow(
    "n: got 305, expected a whole number from 2 to 304",
  );
});

test.each([
  ["p", () => threshold(1), 1],
  ["p", () => groundState(2.5), 2.5],
  ["p", () => complexity(Number.NaN, -1), Number.NaN],
  ["k", () => layerEnergy(3, -1), -1],
  ["k", () => layerEnergy(3, 0.5), 0.5],
  ["u", () => complexity(3, Number.NaN), Number.NaN],
  ["u", () => complexity(3, Number.NEGATIVE_INFINITY), Number.NEGATIVE_INFINITY],
  ["index", () => complexity(3, -1.7, { index: -1 }), -1],
  ["x", () => sphereHessianDensity(3, -1.6, Number.NaN), Number.NaN],
  ["n", () => expectedCriticalPoints({ n: 1, p: 3 }), 1],
  ["n", () => expectedCriticalPoints({ n: 1001, p: 3 }), 1001],
  ["p", () => expectedCriticalPoints({ n: 5, p: 1 }), 1],
  ["energyBelow", () => expectedCriticalPoints({ n: 5, p: 3, energyBelow: Number.NaN }), Number.NaN],
])("a bad %s is named in the error", (argument, call, value) => {
  expect(call).toThrow(InvalidInputError);
  expect(call).toThrow(expect.objectContaining({ argument, value }));
});
