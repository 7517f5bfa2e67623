import { type Claim, claim, type Statement, undecided } from "./claim.js";
import type { Evidence } from "./evidence.js";
import type { Decision, Test } from "./verdict.js";

/** What data bear on a claim: its tests, and the sentence of their verdict. */
export interface Finding {
  readonly tests: readonly [Test, ...Test[]];
  say(decision: Decision): string;
}

/** A claim of the paper, and how data decide on it. */
export interface Rule<E extends keyof Evidence = keyof Evidence> extends Statement {
  readonly experiments: readonly E[];
  /** A sentence instead of a finding says why the data cannot decide. */
  judge(evidence: Pick<Evidence, E>): Finding | string;
}

/** A rule that has forgotten which evidence it reads. */
export type AnyRule = Statement & { judge(evidence: Partial<Evidence>): Finding | string };

/** Gives a rule its types. */
export const rule = <E extends keyof Evidence>(definition: Rule<E>): AnyRule => definition as AnyRule;

/** The verdicts of the rules that data of all their experiments are there for; those that need no data are left out. */
export function claimsOn(rules: readonly AnyRule[], evidence: Partial<Evidence>): Claim[] {
  return rules
    .filter(({ experiments }) => experiments.length > 0 && experiments.every((name) => name in evidence))
    .map((of) => judged(of, evidence));
}

/**
 * Every claim, in the order of the rules: its verdict, or `not run` with the reason.
 *
 * @param known  the names of the experiments that there are
 * @param given  claims that experiments have made themselves, which are not judged again
 */
export function judgeAll(
  rules: readonly AnyRule[],
  evidence: Partial<Evidence>,
  { known, given = [] }: { readonly known: readonly string[]; readonly given?: readonly Claim[] },
): Claim[] {
  const claims = rules.map((of): Claim => {
    const there = given.find(({ id }) => id === of.id);
    if (there !== undefined) return there;
    const absent = of.experiments.filter((name) => !(name in evidence));
    return absent.length === 0
      ? judged(of, evidence)
      : undecided(statementOf(of), "not run", reasonOf(absent, known));
  });
  return [...claims, ...given.filter(({ id }) => !claims.some((each) => each.id === id))];
}

function judged(of: AnyRule, evidence: Partial<Evidence>): Claim {
  const found = of.judge(evidence);
  return typeof found === "string"
    ? undecided(statementOf(of), "inconclusive", found)
    : claim(statementOf(of), found.tests, found.say);
}

function reasonOf(absent: readonly string[], known: readonly string[]): string {
  const unwritten = absent.filter((name) => !known.includes(name));
  if (unwritten.length > 0) return `Not run: this version has no experiment ${unwritten.join(" and ")}.`;
  return `Not run: ${absent.join(" and ")} ${absent.length > 1 ? "are" : "is"} not among these runs.`;
}

function statementOf({ judge: _, ...statement }: AnyRule): Statement {
  return statement;
}
