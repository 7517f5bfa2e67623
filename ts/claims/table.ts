import { type ColumnsOf, table } from "../tables/spec.js";
import type { Claim } from "./claim.js";

const text = <const Name extends string>(name: Name, meaning: string) =>
  ({ name, type: "utf8", unit: "1", meaning }) as const;
const effect = <const Name extends string>(name: Name, meaning: string) =>
  ({ name, type: "float64", unit: "as the column unit has it", meaning, nullable: true }) as const;

/** One row a claim: `claims.arrow`. */
export const CLAIMS = table({
  name: "claims",
  normalisation:
    "numbers have 12 digits, in which engines agree; intervals are of 95 %; null: not measured, or no bound",
  columns: [
    text("id", "number of the claim and its subject"),
    text("title", "the claim in a few words"),
    text("statement", "what the paper says"),
    text("source", "where it stands"),
    {
      name: "subject",
      type: "dictionary",
      unit: "1",
      meaning: "what it is a claim on",
      vocabulary: ["glass", "networks", "both"],
    },
    text("statistic", "what is measured: of several tests that of the one that decides"),
    text("unit", "of the statistic"),
    effect("effect", "the statistic, in the claimed direction"),
    effect("low", "lower end of its interval"),
    effect("high", "upper end of its interval"),
    effect(
      "smallest_effect",
      "the smallest effect that matters; of alikeness the largest difference that does not",
    ),
    {
      name: "verdict",
      type: "dictionary",
      unit: "1",
      meaning: "what the claim has become on these data",
      vocabulary: ["supported", "not supported", "inconclusive", "not run"],
    },
    { name: "tests", type: "uint32", unit: "1", meaning: "tests of the claim, corrected by Holm" },
    text("sentence", "the verdict in one sentence"),
    text("test", "the test and what it assumes"),
    text("refuted_by", "what would refute the claim"),
    text("figure", "id in the report of the figure that shows it"),
    text("rule", "version of the rule"),
  ],
});

export function claimColumns(claims: readonly Claim[]): ColumnsOf<typeof CLAIMS> {
  const words = (of: (claim: Claim) => string) => claims.map(of);
  const numbers = (of: (claim: Claim) => number | null) =>
    Float64Array.from(claims, (claim) => of(claim) ?? Number.NaN);
  return {
    id: words(({ id }) => id),
    title: words(({ title }) => title),
    statement: words(({ statement }) => statement),
    source: words(({ source }) => source),
    subject: claims.map(({ subject }) => subject),
    statistic: words(({ statistic }) => statistic),
    unit: words(({ unit }) => unit),
    effect: numbers(({ effect }) => effect),
    low: numbers(({ low }) => low),
    high: numbers(({ high }) => high),
    smallest_effect: numbers(({ smallestEffect }) => smallestEffect),
    verdict: claims.map(({ verdict }) => verdict),
    tests: Uint32Array.from(claims, ({ tests }) => tests),
    sentence: words(({ sentence }) => sentence),
    test: words(({ test }) => test),
    refuted_by: words(({ refutedBy }) => refutedBy),
    figure: words(({ figure }) => figure),
    rule: words(({ rule }) => rule),
  };
}
