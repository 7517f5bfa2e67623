import { rule } from "../judge.js";
import { byStudent, type Test } from "../verdict.js";
import { effectWords } from "../words.js";

const LARGEST_DIFFERENCE = 0.01;

export const universality = rule({
  id: "universality",
  title: "disorders of like moments give like minima",
  statement:
    "What descents reach does not depend on the distribution of the couplings beyond its first two moments.",
  source: "beyond the paper",
  subject: "glass",
  statistic: "mean energy of minima less that under the first distribution",
  symbol: "Δu",
  unit: "per spin",
  test:
    "At the largest N the mean energies of minima under each distribution within ±0.01 per spin of those under the first (Student over draws); Holm over " +
    "distributions. Nothing is extrapolated: at finite N skewed couplings do reach lower.",
  refutedBy: "a distribution whose minima are more than 0.01 per spin off at the largest N",
  experiments: ["universality"],
  figure: "universality-difference-by-couplings",
  rule: "1",
  judge({ universality: { n, differences } }) {
    if (differences.length === 0) return "Fewer than two distributions have two draws with minima.";
    return {
      tests: differences.map(
        (difference): Test => ({
          measure: {
            statistic: `mean energy of minima under ${difference.disorder} couplings less that under the first`,
            symbol: "Δu",
            unit: "per spin",
          },
          ...byStudent(difference, difference.freedom),
          smallestEffect: LARGEST_DIFFERENCE,
          claimed: "within",
        }),
      ) as [Test, ...Test[]],
      say: (decision) =>
        `At N = ${n} the mean energies of minima under ${differences.length + 1} distributions of the couplings differ by ${effectWords(decision)} per spin ` +
        `where they differ most; asked for is within 0.01: ${decision.verdict}.`,
    };
  },
});
