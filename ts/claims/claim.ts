import type { Interval } from "../statistics/measured.js";
import { type Decision, decide, type Measure, type Test, type Verdict, verdictsOf } from "./verdict.js";

/** What a claim is, whatever the data say. */
export interface Statement extends Measure {
  /** `1-glass`: the number of the claim and its subject. */
  readonly id: string;
  /** The claim in a few words, the same for both subjects of a number. */
  readonly title: string;
  /** The paper's statement. */
  readonly statement: string;
  /** Where it stands. */
  readonly source: string;
  readonly subject: "glass" | "networks" | "both";
  /** The test, and what it assumes. */
  readonly test: string;
  /** What would refute the claim. */
  readonly refutedBy: string;
  /** The experiments that it is judged by. */
  readonly experiments: readonly string[];
  /** The figure that shows it, by its id in the report: `spin-glass-minima-energy-spread`; empty where none does. */
  readonly figure: string;
  /** The version of the rule that decides. */
  readonly rule: string;
}

/** What a claim of the paper has become on some data, as plain JSON: one entry of `claims.json`. */
export interface Claim extends Statement, Ends {
  /** That the effect is larger than the smallest that matters, or within ± that; null where nothing was tested. */
  readonly claimed: Test["claimed"] | null;
  readonly verdict: Verdict | "not run";
  /** How many tests the claim has; their levels are corrected for that (Holm). */
  readonly tests: number;
  /** Each test of the claim. */
  readonly parts: readonly Part[];
  /** The verdict in one plain sentence. */
  readonly sentence: string;
}

/** An effect and its 95 % interval; null where there is none, or no bound. */
interface Ends {
  readonly effect: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly smallestEffect: number | null;
}

/** One test of a claim, with the verdict that the correction for several leaves it. */
export interface Part extends Measure, Ends {
  readonly claimed: Test["claimed"];
  readonly verdict: Verdict;
}

/** A claim with the verdict of its tests, and the sentence that `say` makes of it. */
export function claim(
  statement: Statement,
  tests: readonly [Test, ...Test[]],
  say: (decision: Decision) => string,
): Claim {
  const decision = decide(tests);
  const { measure, claimed, verdict, tests: count } = decision;
  const verdicts = verdictsOf(tests);
  const parts = tests.map(
    (test, place): Part => ({
      ...measureOf(test.measure ?? statement),
      ...endsOf({ ...test, ...test.interval() }),
      claimed: test.claimed,
      verdict: verdicts[place] as Verdict,
    }),
  );
  return {
    ...statement,
    ...measure,
    ...endsOf(decision),
    claimed,
    verdict,
    tests: count,
    parts,
    sentence: say(decision),
  };
}

/** A claim that its data cannot decide, or that has none: the sentence says why. */
export function undecided(
  statement: Statement,
  verdict: "inconclusive" | "not run",
  sentence: string,
): Claim {
  const none = { effect: null, low: null, high: null, smallestEffect: null, claimed: null };
  return { ...statement, ...none, verdict, tests: 0, parts: [], sentence };
}

const measureOf = ({ statistic, symbol, unit }: Measure): Measure => ({ statistic, symbol, unit });

function endsOf({
  effect,
  low,
  high,
  smallestEffect,
}: Interval & { readonly effect: number; readonly smallestEffect: number }): Ends {
  return {
    effect: written(effect),
    low: written(low),
    high: written(high),
    smallestEffect: written(smallestEffect),
  };
}

/** With 12 digits, in which engines agree; JSON has no infinity. */
const written = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(12)) : null);
