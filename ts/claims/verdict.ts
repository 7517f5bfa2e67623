import { holm } from "../statistics/holm.js";
import { LEVEL, student } from "../statistics/intervals.js";
import type { Interval, Measured } from "../statistics/measured.js";

export type Verdict = "supported" | "not supported" | "inconclusive";

/** What is measured. */
export interface Measure {
  readonly statistic: string;
  /** As a table's cell has it: "b". */
  readonly symbol: string;
  /** `1` for a pure number. */
  readonly unit: string;
}

/** A measured effect, what is claimed of it, and the interval that a level of confidence gives it. */
export interface Test {
  /** What is measured, where the claim has several tests of different things. */
  readonly measure?: Measure;
  /** In the claimed direction. */
  readonly effect: number;
  /** The smallest effect that matters; for alikeness the largest difference that does not. */
  readonly smallestEffect: number;
  /** That the effect is larger than the smallest that matters, or that a difference is within ± that. */
  readonly claimed: "beyond" | "within";
  /** Of 95 % without a level. */
  interval(level?: number): Interval;
}

/** What a mean, whose error has so many degrees of freedom, says at every level (Student). */
export const byStudent = (found: Required<Measured>, freedom: number): Pick<Test, "effect" | "interval"> => ({
  effect: found.value,
  interval: (level) => student(found, freedom, level),
});

/** What the tests of one claim come to: the effect and the 95 % interval are those of the test that decides. */
export interface Decision extends Interval {
  readonly measure?: Measure;
  readonly claimed: Test["claimed"];
  readonly effect: number;
  readonly smallestEffect: number;
  readonly verdict: Verdict;
  /** How many tests the claim has; their levels are corrected for that (Holm). */
  readonly tests: number;
}

/**
 * The verdict that an interval bears.
 *
 * Supported where the whole interval lies where the claim says, not supported where the whole interval lies elsewhere.
 */
export function verdictOf(test: Pick<Test, "claimed" | "smallestEffect">, { low, high }: Interval): Verdict {
  const { claimed, smallestEffect } = test;
  if (claimed === "beyond") {
    if (low > smallestEffect) return "supported";
    if (high < smallestEffect) return "not supported";
  } else {
    if (-smallestEffect < low && high < smallestEffect) return "supported";
    if (smallestEffect < low || high < -smallestEffect) return "not supported";
  }
  return "inconclusive";
}

/**
 * The verdict on a claim that says that all of its tests hold.
 *
 * Supported where every test is, not supported where one is not, else inconclusive. The tests share one level of 5 % by
 * Holm's steps, so that more tests do not make a wrong verdict likelier. Of the tests with that verdict the one decides whose
 * interval reaches farthest to the side that would refute it.
 */
export function decide(tests: readonly [Test, ...Test[]]): Decision {
  const verdicts = verdictsOf(tests);
  const verdict = WORST_FIRST.find((one) => verdicts.includes(one)) as Verdict;
  const [first] = tests
    .filter((_, place) => verdicts[place] === verdict)
    .map((test) => ({ test, margin: marginOf(test) }))
    .sort((a, b) => a.margin - b.margin);
  const { test } = first as { readonly test: Test };
  const { measure, claimed, effect, smallestEffect } = test;
  const found = { claimed, effect, ...test.interval(), smallestEffect, verdict, tests: tests.length };
  return measure === undefined ? found : { measure, ...found };
}

/** The verdict of each test; together they are wrong in 5 % of repeats at most. */
export function verdictsOf(tests: readonly Test[]): Verdict[] {
  return holm(
    tests.map((test) => (alpha: number) => {
      const verdict = verdictOf(test, test.interval(1 - alpha));
      return verdict === "inconclusive" ? undefined : verdict;
    }),
    1 - LEVEL,
  ).map((verdict) => verdict ?? "inconclusive");
}

const WORST_FIRST = ["not supported", "inconclusive", "supported"] as const;

/** How far the 95 % interval keeps from what would refute the test. */
function marginOf({ claimed, smallestEffect, interval }: Test): number {
  const { low, high } = interval();
  return claimed === "beyond" ? low - smallestEffect : smallestEffect - Math.max(-low, high);
}
