import { type Decision, decide, type Test } from "./verdict.js";

/** What a claim is, whatever the data say. */
export interface Statement {
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
  /** The id of the figure that shows it. */
  readonly figure: string;
  /** The version of the rule that decides. */
  readonly rule: string;
}

/** What a claim of the paper has become on some data, as plain JSON: one entry of `claims.json`. */
export interface Claim extends Statement, Decision {
  /** The verdict in one plain sentence. */
  readonly sentence: string;
}

/** A claim with the verdict of its tests, and the sentence that `say` makes of it. */
export function claim(
  statement: Statement,
  tests: readonly [Test, ...Test[]],
  say: (decision: Decision) => string,
): Claim {
  const decision = decide(tests);
  return { ...statement, ...decision, sentence: say(decision) };
}
