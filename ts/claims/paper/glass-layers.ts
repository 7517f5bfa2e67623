import { twoDigits } from "../../base/text.js";
import type { Evidence, RankCorrelation } from "../evidence.js";
import { rule } from "../judge.js";
import { byStudent, type Test } from "../verdict.js";
import { testWords } from "../words.js";

const LEAST_CORRELATION = 0.9;
/** At smaller sizes few indices are there to be ranked. */
const LEAST_SIZE = 10;

export const glassLayers = rule({
  id: "2-glass",
  title: "critical points form layers by index",
  statement:
    "Critical points form layers by index: the lowest are minima, above them saddles of index 1, and so on.",
  source: "section 4",
  subject: "glass",
  statistic: "Spearman's ρ of index and energy over all critical points of a draw, mean",
  symbol: "ρ",
  unit: "1",
  test:
    "At every N the mean energy per spin of the critical points of an index, each counted once, lies above that of the index before, of the four lowest: " +
    "exactly (Kac–Rice, N = 4 to 24; nothing is drawn, the interval is from the least to the largest step), and over complete maps (ratio " +
    "estimator, Student over draws). The rank correlation of index and energy over all points of a draw is above 0.9 in the mean at the largest " +
    "N, 10 or more (Student). Holm over all.",
  refutedBy: "mean energies out of order at some N, or a rank correlation below 0.9",
  experiments: ["census"],
  figure: "census-energies-by-index",
  rule: "1",
  judge({ census: { steps, exactSteps, correlations } }) {
    const largest = correlations.at(-1);
    if (largest === undefined || largest.n < LEAST_SIZE)
      return `No two draws of N = ${LEAST_SIZE} or more have complete maps.`;
    const values = exactSteps.map(({ value }) => value);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const correlation = correlationTest(largest);
    const sizes = [...new Set(steps.map(({ n }) => n))];
    return {
      tests: [correlation, exactTest(least, most), ...steps.map(stepTest)],
      say: ({ verdict }) =>
        `Over all critical points of a draw at N = ${largest.n} index and energy have the mean rank correlation ` +
        `${testWords(correlation)}, where more than ${LEAST_CORRELATION} is asked for; from one index to the next mean energies rise by ` +
        `${twoDigits(least)} to ${twoDigits(most)} per spin at N = 4 to 24 (exact), and in complete maps of N = ${sizes.join(", ")} by ` +
        `${twoDigits(Math.min(...steps.map(({ value }) => value)))} and more: ${verdict}.`,
    };
  },
});

function correlationTest(correlation: RankCorrelation): Test {
  return {
    ...byStudent(correlation, correlation.freedom),
    smallestEffect: LEAST_CORRELATION,
    claimed: "beyond",
  };
}

const exactTest = (low: number, high: number): Test => ({
  measure: {
    statistic: "exact mean energy of an index less that of the index before, least over N and index",
    symbol: "Δū",
    unit: "per spin",
  },
  effect: low,
  smallestEffect: 0,
  claimed: "beyond",
  interval: () => ({ low, high }),
});

function stepTest(step: Evidence["census"]["steps"][number]): Test {
  const { n, index, freedom } = step;
  return {
    measure: {
      statistic: `mean energy of index ${index} less that of ${index - 1} in maps of N = ${n}`,
      symbol: "Δū",
      unit: "per spin",
    },
    ...byStudent(step, freedom),
    smallestEffect: 0,
    claimed: "beyond",
  };
}
