import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { histogram } from "../../ts/statistics/histogram.js";

describe("histograms", () => {
  const samples = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });

  test("every value is in one bin, and the densities integrate to 1", () => {
    fc.assert(
      fc.property(samples, (values) => {
        const bins = histogram(values);
        expect(bins.length).toBeLessThanOrEqual(102);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        expect(bins.reduce((sum, { density, from, to }) => sum + density * (to - from), 0)).toBeCloseTo(1, 6);
      }),
      { numRuns: 1000 },
    );
  });

  test("values that differ in their last digits share a bin whose density is right", () => {
    const bins = histogram([-999999.9999999978, -999999.9999999979]);
    expect(bins).toHaveLength(1);
    expect(bins.reduce((sum, { density, from, to }) => sum + density * (to - from), 0)).toBeCloseTo(1, 7);
  });

  test("equal values get one bin, none get none", () => {
    expect(histogram([-1.5, -1.5, -1.5])).toHaveLength(1);
    expect(histogram([0])).toHaveLength(1);
    expect(histogram([])).toEqual([]);
  });
});
