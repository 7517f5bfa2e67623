import { twoDigits } from "../base/text.js";
import { groupBy } from "../statistics/groups.js";
import type { Line } from "../statistics/least-squares.js";
import type { Claim } from "./claim.js";
import type { Decision, Test } from "./verdict.js";

/** "0.71 (0.62 to 0.80)", with ∞ for a bound that is not there. */
export function effectWords({ effect, low, high }: Pick<Decision, "effect" | "low" | "high">): string {
  return `${twoDigits(effect)} (${intervalWords({ low, high })})`;
}

/** The same of a test. */
export const testWords = (test: Pick<Test, "effect" | "interval">): string =>
  effectWords({ effect: test.effect, ...test.interval() });

export function intervalWords({ low, high }: Pick<Decision, "low" | "high">): string {
  const bound = (value: number) => (Number.isFinite(value) ? twoDigits(value) : value > 0 ? "∞" : "−∞");
  return `${bound(low)} to ${bound(high)}`;
}

/** "χ² = 0.17, 1 degree of freedom". */
export const fitWords = ({ chiSquared, freedom }: Line): string =>
  freedom === 0
    ? "no degree of freedom left"
    : `χ² = ${twoDigits(chiSquared)}, ${freedom} degree${freedom === 1 ? "" : "s"} of freedom`;

/** A claim's number and title; beyond the paper it has no number. */
export interface ClaimRow {
  readonly number: string;
  readonly title: string;
  readonly glass?: Claim;
  readonly networks?: Claim;
  /** A claim on both, in place of the two. */
  readonly both?: Claim;
}

/** Claims of one title beside each other, as a table has them. */
export function claimRows(claims: readonly Claim[]): ClaimRow[] {
  return [...groupBy(claims, ({ title }) => title)].map(([title, ofTitle]) => ({
    title,
    number: /^\d+[a-z]?(?=-|$)/.exec(ofTitle[0]?.id ?? "")?.[0] ?? "",
    ...Object.fromEntries(ofTitle.map((claim) => [claim.subject, claim])),
  }));
}

/** What was measured, in short: "b = 0.71 (0.62 to 0.80), > 0.25"; of a claim that was not decided by data the reason. */
export function figuresOf({
  symbol,
  unit,
  effect,
  low,
  high,
  smallestEffect,
  claimed,
  sentence,
}: Claim): string {
  if (smallestEffect === null || claimed === null) return sentence.replace(/^Not run: /, "");
  const found = effectWords({ effect: effect ?? Number.NaN, low: low ?? -Infinity, high: high ?? Infinity });
  const units = unit === "1" ? "" : ` ${unit}`;
  const bound = `${claimed === "beyond" ? "more than" : "within"} ${twoDigits(smallestEffect)}`;
  return `${symbol} = ${found}${units}, asked: ${bound}`;
}
