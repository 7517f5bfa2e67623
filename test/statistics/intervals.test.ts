import { describe, expect, test } from "vitest";
import { clopperPearson, fisherZ, percentile, student, wilson } from "../../ts/statistics/intervals.js";
import { golden } from "./golden.js";

describe("intervals agree with scipy's", () => {
  test.each(golden.shares)(
    "$method: $successes of $trials at $level",
    ({ method, successes, trials, level, low, high }) => {
      const found = (method === "wilson" ? wilson : clopperPearson)(successes, trials, level);
      expect(found.low).toBeCloseTo(low, 11);
      expect(found.high).toBeCloseTo(high, 11);
    },
  );

  test.each(golden.means)(
    "a mean with $freedom degrees of freedom at $level",
    ({ value, error, freedom, level, low, high }) => {
      const found = student({ value, error }, freedom, level);
      expect(found.low).toBeCloseTo(low, 11);
      expect(found.high).toBeCloseTo(high, 11);
    },
  );

  test.each(golden.correlations)("a correlation of $pearson", ({ x, pearson, low, high }) => {
    const found = fisherZ(pearson, x.length);
    expect(found.low).toBeCloseTo(low, 11);
    expect(found.high).toBeCloseTo(high, 11);
  });
});

test("counts divided by a design effect widen the interval of a share", () => {
  const plain = clopperPearson(30, 600);
  const clustered = clopperPearson(30 / 2.5, 600 / 2.5);
  expect(clustered.low).toBeLessThan(plain.low);
  expect(clustered.high).toBeGreaterThan(plain.high);
});

test("percentiles cut the same share off both ends", () => {
  const values = Float64Array.from({ length: 1001 }, (_, i) => i);
  expect(percentile(values, 0.9)).toEqual({ low: expect.closeTo(50, 9), high: expect.closeTo(950, 9) });
});
