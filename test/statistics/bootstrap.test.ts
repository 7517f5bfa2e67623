import { expect, test } from "vitest";
import { bootstrap } from "../../ts/statistics/bootstrap.js";
import { holm } from "../../ts/statistics/holm.js";
import { percentile } from "../../ts/statistics/intervals.js";
import { mean, variance } from "../../ts/statistics/moments.js";
import { deviates } from "../support/deviates.js";

const meanOfAll = (groups: readonly (readonly number[])[]) => mean(groups.map((group) => mean(group)));

/** Groups whose means scatter by `between`, with values that scatter by `within`. */
function groupsOf(seed: number, groups: number, each: number, between: number, within: number): number[][] {
  const deviate = deviates(seed);
  return Array.from({ length: groups }, () => {
    const centre = between * deviate();
    return Array.from({ length: each }, () => centre + within * deviate());
  });
}

test("of groups of one it has the standard error of a mean", () => {
  const groups = groupsOf(1, 60, 1, 1, 0);
  const resampled = bootstrap(groups, meanOfAll, { seed: "3", resamples: 2000 });
  const plain = Math.sqrt(variance(groups.flat()) / 60);
  // The bootstrap divides by n and not by n − 1; 4000 resamples know a deviation to 1.1 %.
  expect(Math.sqrt(variance(resampled)) / (plain * Math.sqrt(59 / 60))).toBeCloseTo(1, 1);
  expect([...resampled]).toEqual([...resampled].sort((a, b) => a - b));
});

test("over two levels both scatters count: starts within a draw do not stand for draws", () => {
  const groups = groupsOf(2, 12, 50, 1, 1);
  const twoLevels = bootstrap(groups, meanOfAll, { seed: "3" });
  const oneLevel = bootstrap(
    groups.flat().map((value) => [value]),
    meanOfAll,
    { seed: "3" },
  );
  expect(variance(twoLevels)).toBeGreaterThan(5 * variance(oneLevel));
});

test("its interval holds the truth about as often as it says", () => {
  const repeats = 100;
  const holds = Array.from({ length: repeats }, (_, repeat) => {
    const groups = groupsOf(100 + repeat, 40, 4, 1, 0.5);
    const { low, high } = percentile(bootstrap(groups, meanOfAll, { seed: String(repeat), resamples: 200 }));
    return low <= 0 && 0 <= high;
  }).filter(Boolean).length;
  // Percentiles of 40 groups cover 93 to 95 %; five standard errors of 100 repeats are 11 %.
  expect(holds / repeats).toBeGreaterThan(0.83);
});

test("depends on its seed alone", () => {
  const groups = groupsOf(4, 8, 3, 1, 1);
  const draw = (seed: string) => [...bootstrap(groups, meanOfAll, { seed, resamples: 50 })];
  expect(draw("9")).toEqual(draw("9"));
  expect(draw("9")).not.toEqual(draw("10"));
});

test("Holm's steps decide the smallest p-values, each against the level divided by those left", () => {
  const decided = (p: number[], alpha: number) =>
    holm(
      p.map((value) => (level: number) => value <= level || undefined),
      alpha,
    ).map((decision) => decision === true);
  // Thresholds 0.0125, 0.0167, 0.025: the third fails, and the fourth with it.
  expect(decided([0.01, 0.04, 0.03, 0.005], 0.05)).toEqual([true, false, false, true]);
  expect(decided([0.01, 0.04, 0.02, 0.005], 0.05)).toEqual([true, true, true, true]);
  expect(decided([0.02, 0.02, 0.02], 0.05)).toEqual([false, false, false]);
  expect(decided([], 0.05)).toEqual([]);
});
