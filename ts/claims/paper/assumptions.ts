import type { Change } from "../evidence.js";
import { rule } from "../judge.js";
import { byStudent, type Test, verdictsOf } from "../verdict.js";
import { effectWords } from "../words.js";

/** The largest changes that do not matter, each in its statistic's own unit. */
const LARGEST: Readonly<Record<Change["statistic"], number>> = {
  energy: 0.1,
  spread: 0.05,
  "negative share": 0.05,
  "loss correlation": 0.1,
};

const SYMBOLS: Readonly<Record<Change["statistic"], string>> = {
  energy: "Δu",
  spread: "Δsd",
  "negative share": "Δk/N",
  "loss correlation": "Δr",
};

export const assumptions = rule({
  id: "assumptions",
  title: "the assumptions leave the statistics of losses as they are",
  statement:
    "The assumptions that lead from networks to the glass leave the statistics of losses as they are.",
  source: "beyond the paper; section 3",
  subject: "networks",
  statistic: "change of each statistic with each assumption",
  symbol: "Δ",
  unit: "own units",
  test:
    "At the deepest and largest network the change from each rung to the next within ±0.1 of the scaled energy, ±0.05 of its spread and of the share of negative " +
    "eigenvalues, ±0.1 of the correlation at the middle overlap (Student over draws); Holm over all.",
  refutedBy: "a statistic that an assumption moves by more",
  experiments: ["assumption-ladder"],
  figure: "assumption-ladder-energy-by-rung",
  rule: "1",
  judge({ "assumption-ladder": { layers, hidden, changes } }) {
    const tests = changes.map(
      (change): Test => ({
        measure: {
          statistic: `change of ${change.statistic} from ${change.from} to ${change.to}`,
          symbol: SYMBOLS[change.statistic],
          unit: "1",
        },
        ...byStudent(change, change.freedom),
        smallestEffect: LARGEST[change.statistic],
        claimed: "within",
      }),
    );
    const [first, ...others] = tests;
    if (first === undefined) return "No statistic has an interval on two rungs.";
    const verdicts = verdictsOf(tests);
    const moved = changes.filter((_, place) => verdicts[place] === "not supported");
    return {
      tests: [first, ...others],
      say: (decision) =>
        `At H = ${layers}, n₁ = ${hidden} ${moved.length} of ${changes.length} changes are larger than what does not matter` +
        `${moved.length === 0 ? "" : ` (${moved.map(({ to, statistic }) => `${statistic} with ${to}`).join(", ")})`}; the change that decides, ` +
        `${decision.measure?.statistic}, is ${effectWords(decision)}: ${decision.verdict}.`,
    };
  },
});
