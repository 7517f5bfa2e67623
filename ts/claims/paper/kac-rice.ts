import { plural } from "../../base/text.js";
import type { CountedWindow } from "../evidence.js";
import { rule } from "../judge.js";
import { byStudent, type Test } from "../verdict.js";
import { effectWords } from "../words.js";

/** As a log ratio: a tenth more or less than expected. */
const LARGEST_DIFFERENCE = 0.1;

export const kacRiceCounts = rule({
  id: "kac-rice",
  title: "counts of critical points agree with exact means",
  statement: "The numbers of critical points in windows of energy agree with their exact means.",
  source: "beyond the paper",
  subject: "glass",
  statistic: "log ratio of counts to exact means, where it is farthest from 0",
  symbol: "ln ratio",
  unit: "1",
  test:
    "All critical points of complete maps, by index and windows of energy that are merged until 3000 points are expected in all draws, or an index " +
    "has no more; an index of fewer than 20 is left out. Each log ratio of a count to its Kac–Rice mean within ±0.1 (Student over draws, which are " +
    "independent); Holm over all. Of odd p one index of each pair k and N − 1 − k is looked at: the other has the same points turned round.",
  refutedBy: "a window whose count is more than a tenth off its exact mean",
  experiments: ["census"],
  figure: "census-counts-by-energy",
  rule: "1",
  judge({ census: { windows, narrow } }) {
    if (windows.length === 0) return "Fewer than two draws of a size have complete maps.";
    const sizes = [...new Set(windows.map(({ n }) => n))];
    return {
      tests: windows.map(testOf) as [Test, ...Test[]],
      say: (decision) =>
        `In ${plural(windows.length, "window")} of index and energy, N = ${sizes.join(", ")}, the log ratio of counts to exact means is ` +
        `${effectWords(decision)} where it decides; asked for is within ${LARGEST_DIFFERENCE}: ${decision.verdict}. Of ${narrow.windows} narrow windows of 20 expected points ` +
        `and more ${narrow.differing} differ by more than chance allows (Holm, 5 %).`,
    };
  },
});

function testOf(window: CountedWindow): Test {
  const { n, index, from, to, freedom } = window;
  const end = (energy: number) => (Number.isFinite(energy) ? energy : energy > 0 ? "∞" : "−∞");
  return {
    measure: {
      statistic: `log ratio of the count to its exact mean, N = ${n}, index ${index}, H/N from ${end(from)} to ${end(to)}`,
      symbol: "ln ratio",
      unit: "1",
    },
    ...byStudent(window, freedom),
    smallestEffect: LARGEST_DIFFERENCE,
    claimed: "within",
  };
}
