import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { InvalidInputError, PrecisionError } from "../../ts/base/errors.js";
import { goeDensity } from "../../ts/theory/goe.js";
import {
  complexity,
  expectedCriticalPoints,
  layerEnergy,
  meanEnergy,
  threshold,
} from "../../ts/theory/index.js";
import { OrderStatistics } from "../../ts/theory/order-statistics.js";
import { gaussLegendre, integrate } from "../../ts/theory/quadrature.js";

interface Golden {
  counts: { n: number; p: number; index: number; energy_below: number | null; value: string }[];
}
const golden: Golden = JSON.parse(
  readFileSync(new URL("../golden/theory/counts.json", import.meta.url), "utf8"),
);

const each = (n: number) => Array.from({ length: n }, (_, k) => k);

function expectRelative(actual: number, expected: number, error: number, what: object) {
  expect(Math.abs(actual / expected - 1), `${JSON.stringify(what)}: got ${actual}`).toBeLessThanOrEqual(
    error,
  );
}

describe("golden values of monomials in up to 2200 bits", () => {
  test("counts by index agree to 1e-12, from n = 2 to the minima of n = 100", () => {
    for (const { n, p, index, energy_below, value } of golden.counts)
      if (energy_below === null)
        expectRelative(expectedCriticalPoints({ n, p, index }), Number(value), 1e-12, { n, p, index });
  });

  test("counts by index and window agree to 1e-6, or say that they cannot: only where next to nothing is left", () => {
    for (const { n, p, index, energy_below, value } of golden.counts) {
      if (energy_below === null) continue;
      const what = { n, p, index, energyBelow: energy_below };
      try {
        expectRelative(expectedCriticalPoints(what), Number(value), 1e-6, what);
      } catch (error) {
        if (!(error instanceof PrecisionError)) throw error;
        expect(error).toMatchObject({ code: "precision", n, index });
        expect(error.digits).toBeLessThan(6);
        expect(index, JSON.stringify(what)).toBeGreaterThan(1);
        expect(Number(value), JSON.stringify(what)).toBeLessThan(n <= 10 ? 1e-9 : 1e-7);
      }
    }
  });
});

test("indices add up to the total, their alternating sum is Euler's characteristic of the sphere", () => {
  for (const n of [2, 3, 4, 7, 10, 11])
    for (const p of [3, 4, 7]) {
      const counts = each(n).map((index) => expectedCriticalPoints({ n, p, index }));
      const total = counts.reduce((sum, count) => sum + count, 0);
      expectRelative(total, expectedCriticalPoints({ n, p }), 1e-13, { n, p });
      const euler = counts.reduce((sum, count, k) => sum + (k % 2 === 0 ? count : -count), 0);
      expect(Math.abs(euler - (n % 2 === 0 ? 0 : 2)), `${n} ${p}`).toBeLessThanOrEqual(1e-13 * total);
    }
});

test("p = 2 has two critical points of each index, two spins √(3p−2)", () => {
  for (const n of [2, 5, 12])
    for (const index of each(n)) expect(expectedCriticalPoints({ n, p: 2, index })).toBeCloseTo(2, 12);
  for (const index of [0, 1])
    for (const p of [3, 10])
      expectRelative(expectedCriticalPoints({ n: 2, p, index }), Math.sqrt(3 * p - 2), 1e-13, { p });
});

test("windows add up, and every index at once agrees with each by itself", () => {
  const [n, p] = [8, 3];
  const edges = [-Infinity, -1.4, -1, -0.3, 0.4, Infinity];
  for (let i = 0; i + 1 < edges.length; i++) {
    const window = { energyAbove: edges[i] as number, energyBelow: edges[i + 1] as number };
    const all = expectedCriticalPoints({ n, p, ...window });
    let sum = 0;
    for (const index of each(n))
      try {
        sum += expectedCriticalPoints({ n, p, index, ...window });
      } catch (error) {
        expect(error).toBeInstanceOf(PrecisionError);
      }
    expectRelative(sum, all, 1e-9, window);
  }
});

test("the densities of the ordered eigenvalues add up to the one-point density, each with integral 1", () => {
  for (const n of [2, 3, 6, 9]) {
    const statistics = new OrderStatistics(n);
    const half = each(Math.ceil(n / 2)).map((k) => statistics.follow(k));
    const last = (n - 1) / 2;
    for (const x of [-4.1, -1.3, 0, 0.7]) {
      const sum = half.reduce(
        (all, density, k) => all + density(x).value + (k === last ? 0 : density(-x).value),
        0,
      );
      expectRelative(sum, goeDensity(n, x), 1e-13, { n, x });
    }
    for (const density of half)
      expect(
        integrate((x) => density(x).value, { from: -12, to: 12, width: 1, rule: gaussLegendre(16) }),
      ).toBeCloseTo(1, 12);
  }
});

describe("mean energies", () => {
  test("have the published values at n = 10, layer by layer, and at n = 50", () => {
    for (const [index, energy] of [-1.225, -0.908, -0.631, -0.373].entries())
      expect(meanEnergy({ n: 10, p: 3, index })).toBeCloseTo(energy, 3);
    expect(meanEnergy({ n: 50, p: 3, index: 0 })).toBeCloseTo(-1.46, 2);
  });

  test("change sign under index k ↔ n − 1 − k, and rise with the index", () => {
    for (const n of [5, 8])
      for (const index of each(n)) {
        const mean = meanEnergy({ n, p: 3, index });
        expect(mean + meanEnergy({ n, p: 3, index: n - 1 - index })).toBeCloseTo(0, 12);
        if (index > 0) expect(mean).toBeGreaterThan(meanEnergy({ n, p: 3, index: index - 1 }));
      }
  });

  test("are the first moment of counts in narrow windows", () => {
    const [n, p, index] = [6, 4, 1];
    let [count, energy] = [0, 0];
    for (let u = -2.4; u < 0.4; u += 0.02) {
      const inside = expectedCriticalPoints({ n, p, index, energyAbove: u, energyBelow: u + 0.02 });
      count += inside;
      energy += inside * (u + 0.01);
    }
    expect(energy / count).toBeCloseTo(meanEnergy({ n, p, index }), 4);
  });
});

describe("ln E/N comes closer to the complexity at n = 20, 50, 100", () => {
  const errors = (u: number, index?: number) =>
    [20, 50, 100].map((n) => {
      const of = index === undefined ? {} : { index };
      const mean = expectedCriticalPoints({ n, p: 3, ...of, energyBelow: u });
      return { n, error: Math.abs(Math.log(mean) / n - complexity(3, u, of)) };
    });

  test.each([
    { points: "minima", index: 0, from: 20 },
    { points: "all", index: undefined, from: 20 },
    // Their factor before exp(nΘ_1) is 1/1300 at n = 20, below n^(−2).
    { points: "saddles of index 1", index: 1, from: 50 },
  ])("for $points, within 2 ln N/N from n = $from", ({ index, from }) => {
    for (const u of [-1.655, -1.64]) {
      const found = errors(u, index);
      for (const [i, { n, error }] of found.entries()) {
        if (i > 0) expect(error, `${n}`).toBeLessThan((found[i - 1] as { error: number }).error);
        if (n >= from) expect(error, `${n}`).toBeLessThan((2 * Math.log(n)) / n);
      }
    }
  });

  test("for saddles of index 2, faster than ln N/N, within 3.7 ln N/N at n = 100", () => {
    for (const u of [-1.655, -1.64]) {
      const factors = errors(u, 2).map(({ n, error }) => (error * n) / Math.log(n));
      expect(factors).toEqual(factors.toSorted((a, b) => b - a));
      expect(factors.at(-1)).toBeLessThan(3.7);
    }
  });
});

test("the share of index 1 and more below −E_1 rises from n = 4 to 24, as Θ_1(−E_1) = 0 is slow to show", () => {
  const share = (n: number) => {
    const below = { n, p: 3, energyBelow: -layerEnergy(3, 1) };
    return 1 - expectedCriticalPoints({ ...below, index: 0 }) / expectedCriticalPoints(below);
  };
  expect(share(4)).toBeCloseTo(3.3e-3, 4);
  expect(share(24)).toBeCloseTo(5.2e-3, 4);
});

test("minima above −E_∞ + 0.4 are most at n = 8 and then die out, relatively right to n = 75", () => {
  const energyAbove = -threshold(3) + 0.4;
  const counts = [4, 8, 20, 50, 75].map((n) => expectedCriticalPoints({ n, p: 3, index: 0, energyAbove }));
  expect(counts[1]).toBeGreaterThan(counts[0] as number);
  for (let i = 2; i < counts.length; i++) expect(counts[i]).toBeLessThan(counts[i - 1] as number);
  expect(counts[4]).toBeGreaterThan(0);
  expect(() => expectedCriticalPoints({ n: 150, p: 3, index: 0, energyAbove })).toThrow(PrecisionError);
});

describe("mixed models", () => {
  test("of nearly one order agree with it, in all, by index and by window", () => {
    const mixture = { 3: 1, 4: 1e-5 };
    for (const query of [
      { n: 8 },
      { n: 8, index: 1 },
      { n: 8, index: 0, energyBelow: -1.3 },
      { n: 8, energyBelow: -1.3 },
      { n: 8, index: 6, energyAbove: 0.5, energyBelow: 1 },
    ])
      expectRelative(
        expectedCriticalPoints({ ...query, mixture }),
        expectedCriticalPoints({ ...query, p: 3 }),
        1e-6,
        query,
      );
    expect(meanEnergy({ n: 8, mixture, index: 0 })).toBeCloseTo(meanEnergy({ n: 8, p: 3, index: 0 }), 8);
  });

  test("have the Euler characteristic, windows that add up, and the complexity as their limit", () => {
    const mixture = { 2: 0.6, 4: 0.8 };
    for (const n of [5, 6]) {
      const counts = each(n).map((index) => expectedCriticalPoints({ n, mixture, index }));
      const euler = counts.reduce((sum, count, k) => sum + (k % 2 === 0 ? count : -count), 0);
      expect(euler).toBeCloseTo(n % 2 === 0 ? 0 : 2, 10);
      const below = expectedCriticalPoints({ n, mixture, index: 1, energyBelow: -0.8 });
      const above = expectedCriticalPoints({ n, mixture, index: 1, energyAbove: -0.8 });
      expectRelative(below + above, counts[1] as number, 1e-12, { n });
    }
    for (const u of [-1.75, -1.2]) {
      const error = (n: number) =>
        Math.abs(
          Math.log(expectedCriticalPoints({ n, mixture, energyBelow: u })) / n - complexity(mixture, u),
        );
      expect(error(800)).toBeLessThan(0.02);
      expect(error(800)).toBeLessThan(error(100));
    }
  });
});

test("the numbers in the docstrings are those returned", () => {
  expect(expectedCriticalPoints({ n: 10, p: 3, index: 0 })).toBeCloseTo(6.0804, 4);
});

test.each([
  ["index", { n: 5, p: 3, index: 5 }],
  ["index", { n: 5, p: 3, index: -1 }],
  ["n", { n: 301, p: 3, index: 0 }],
  ["energyBelow", { n: 5, p: 3, energyAbove: 0, energyBelow: -1 }],
  ["energyAbove", { n: 5, p: 3, energyAbove: Number.NaN }],
  ["mixture", { n: 5, mixture: {} }],
  ["p", { n: 5 }],
  ["indices", { n: 5, p: 3, indices: [0] }],
])("a bad %s is named in the error", (argument, query) => {
  expect(() => expectedCriticalPoints(query as never)).toThrow(InvalidInputError);
  expect(() => expectedCriticalPoints(query as never)).toThrow(expect.objectContaining({ argument }));
});

test("a mean energy needs an index, and one that exists", () => {
  expect(() => meanEnergy({ n: 5, p: 3 } as never)).toThrow(expect.objectContaining({ argument: "index" }));
  expect(() => meanEnergy({ n: 5, p: 3, index: 5 })).toThrow("a whole number from 0 to 4");
});
