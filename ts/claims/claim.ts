/** What a claim of the paper has become on some data: one entry of `claims.json`. */
export interface Claim {
  /** `1-glass`: the number of the claim and its subject. */
  readonly id: string;
  /** The paper's statement. */
  readonly statement: string;
  /** Where it stands. */
  readonly source: string;
  readonly subject: "glass" | "networks";
  /** What is measured, and in which unit. */
  readonly statistic: string;
  readonly unit: string;
  /** The effect in the claimed direction, with its 95 % interval. */
  readonly effect: number;
  readonly low: number;
  readonly high: number;
  /** The smallest effect that matters. */
  readonly smallestEffect: number;
  readonly verdict: Verdict;
  /** The verdict in one plain sentence. */
  readonly sentence: string;
  /** The id of the figure that shows it. */
  readonly figure: string;
  /** The version of the rule that decided. */
  readonly rule: string;
}

export type Verdict = "supported" | "not supported" | "inconclusive";

/**
 * The verdict on an effect that is claimed to be larger than `smallestEffect`.
 *
 * Supported where the whole interval lies beyond it, not supported where the whole interval lies short of it.
 */
export function verdictOf(interval: {
  readonly low: number;
  readonly high: number;
  readonly smallestEffect: number;
}): Verdict {
  const { low, high, smallestEffect } = interval;
  if (low > smallestEffect) return "supported";
  if (high < smallestEffect) return "not supported";
  return "inconclusive";
}
