import { clopperPearson } from "../statistics/intervals.js";
import type { Test } from "./verdict.js";

/** How many of so many trials, both divided by the design effect of clustered ones. */
export interface PoorShare {
  readonly count: number;
  readonly trials: number;
}

/** At least this share of the smallest systems is poor, and less than that of the largest. */
const SMALLEST = 0.02;
const LARGEST = 0.01;

const testOf = (
  { count, trials }: PoorShare,
  name: string,
  asked: Pick<Test, "smallestEffect" | "claimed">,
): Test => ({
  measure: { statistic: `share of poor minima at the ${name} size`, symbol: `P, ${name} size`, unit: "1" },
  effect: count / trials,
  ...asked,
  interval: (level) => clopperPearson(count, trials, level),
});

/** Claim 6 on either subject: a share above 0.02 at the smallest size, below 0.01 at the largest. */
export const poorTests = (smallest: PoorShare, largest: PoorShare): [Test, Test] => [
  testOf(smallest, "smallest", { smallestEffect: SMALLEST, claimed: "beyond" }),
  testOf(largest, "largest", { smallestEffect: LARGEST, claimed: "within" }),
];
