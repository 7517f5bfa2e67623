import { clopperPearson } from "../statistics/intervals.js";
import type { Measure, Test } from "./verdict.js";

/** How many of so many trials, both divided by the design effect of clustered ones. */
export interface PoorShare {
  readonly count: number;
  readonly trials: number;
}

/** At least this share of the smallest systems is poor, and less than that of the largest. */
const SMALLEST = 0.02;
const LARGEST = 0.01;

const measure = (statistic: string, symbol: string): Measure => ({ statistic, symbol, unit: "1" });

/** Claim 6 on either subject: a share above 0.02 at the smallest size, below 0.01 at the largest. */
export function poorTests(smallest: PoorShare, largest: PoorShare): [Test, Test] {
  const share = ({ count, trials }: PoorShare) => count / trials;
  const interval =
    ({ count, trials }: PoorShare) =>
    (level?: number) =>
      clopperPearson(count, trials, level);
  return [
    {
      measure: measure("share of poor minima at the smallest size", "P, smallest size"),
      effect: share(smallest),
      smallestEffect: SMALLEST,
      claimed: "beyond",
      interval: interval(smallest),
    },
    {
      measure: measure("share of poor minima at the largest size", "P, largest size"),
      effect: share(largest),
      smallestEffect: LARGEST,
      claimed: "within",
      interval: interval(largest),
    },
  ];
}
