import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pearson, spearman } from "../../ts/statistics/correlation.js";
import { bySize, groupBy } from "../../ts/statistics/groups.js";
import { deviationBetween, deviationWithin, meanOfMeans, variance } from "../../ts/statistics/moments.js";
import { median, quantile } from "../../ts/statistics/quantiles.js";
import { golden } from "./golden.js";

const GROUPS = [
  [-1.5, -1.3],
  [-1.4, -1.2],
];

describe("groups", () => {
  test("keep the order of keys and of items; sizes ascend", () => {
    const items = [3, 1, 13, 11, 2];
    expect([...groupBy(items, (item) => item % 10)]).toEqual([
      [3, [3, 13]],
      [1, [1, 11]],
      [2, [2]],
    ]);
    expect(bySize(items, (item) => item % 10).map(([size]) => size)).toEqual([1, 2, 3]);
  });
});

describe("moments of groups", () => {
  test("the error of a mean is that of the groups' means", () => {
    expect(meanOfMeans(GROUPS)).toEqual({
      value: expect.closeTo(-1.35, 12),
      error: expect.closeTo(0.05, 12),
    });
  });

  test("every group counts once, however many values it holds", () => {
    expect(meanOfMeans([[0, 0, 0, 0], [1]]).value).toBe(0.5);
  });

  test("spreads are pooled inside groups by degrees of freedom, and taken over means between them", () => {
    expect(deviationWithin(GROUPS)?.value).toBeCloseTo(Math.sqrt(0.02), 12);
    expect(deviationWithin([[0, 2], [0, 0, 0], [7]])?.value).toBeCloseTo(Math.sqrt(2 / 3), 12);
    expect(deviationBetween(GROUPS)?.value).toBeCloseTo(Math.sqrt(0.005), 12);
  });

  test("one group has no error, single values no spread inside, and no values no mean", () => {
    expect(meanOfMeans([[1, 2]])).toEqual({ value: 1.5 });
    expect(deviationWithin([[1], [2]])).toBeUndefined();
    expect(
      deviationWithin([
        [1, 1],
        [2, 2],
      ]),
    ).toEqual({ value: 0 });
    expect(deviationBetween([[1, 2]])).toBeUndefined();
    expect(variance([1])).toBeNaN();
    expect(meanOfMeans([]).value).toBeNaN();
  });

  test("inside and between are independent of a shift", () => {
    const values = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(values, { minLength: 2, maxLength: 5 }), (groups) => {
        const shifted = groups.map((group) => group.map((value) => value + 100));
        expect(deviationWithin(shifted)?.value).toBeCloseTo(deviationWithin(groups)?.value as number, 9);
        expect(deviationBetween(shifted)?.value).toBeCloseTo(deviationBetween(groups)?.value as number, 9);
      }),
    );
  });
});

test("quantiles are numpy's", () => {
  const { values, at } = golden.sampleQuantiles;
  const sorted = Float64Array.from(values).sort();
  for (const [share, value] of at) expect(quantile(sorted, share)).toBeCloseTo(value, 12);
  expect(median([3, 1, 2])).toBe(2);
  expect(median([])).toBeNaN();
});

test.each(golden.correlations)("correlations are scipy's: $pearson", (right) => {
  expect(pearson(right.x, right.y)).toBeCloseTo(right.pearson, 12);
  expect(spearman(right.x, right.y)).toBeCloseTo(right.spearman, 12);
});
