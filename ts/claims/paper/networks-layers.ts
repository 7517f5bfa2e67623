import { plural } from "../../base/text.js";
import { spearman } from "../../statistics/correlation.js";
import { groupBy } from "../../statistics/groups.js";
import { measuredMean } from "../../statistics/moments.js";
import { rule } from "../judge.js";
import { byStudent } from "../verdict.js";
import { effectWords } from "../words.js";

export const networksLayers = rule({
  id: "2-networks",
  title: "critical points form layers by index",
  statement: "On the way down the index of a network's Hessian falls with its loss.",
  source: "section 4; section 5",
  subject: "networks",
  statistic: "Spearman's ρ of normalised index and train loss along a way down, mean",
  symbol: "ρ",
  unit: "1",
  test:
    "Student's interval of the mean over networks; a network's places are on its SGD and on the full-batch descent after it. Networks are " +
    "independent, on one data set; sizes are pooled.",
  refutedBy: "a mean rank correlation below 0.5",
  experiments: ["network-index"],
  figure: "network-index-index-against-loss",
  rule: "1",
  judge({ "network-index": { checkpoints } }) {
    const ways = [...groupBy(checkpoints, ({ hidden, replica }) => `${hidden} ${replica}`).values()].map(
      (way) =>
        spearman(
          way.map(({ normalised_index }) => normalised_index),
          way.map(({ train_loss }) => train_loss),
        ),
    );
    // An index that never changes has no rank.
    const correlations = ways.filter(Number.isFinite);
    const { value, error } = measuredMean(correlations);
    if (error === undefined)
      return "Fewer than two networks were followed on their way down: no mean has an error.";
    return {
      tests: [
        { ...byStudent({ value, error }, correlations.length - 1), smallestEffect: 0.5, claimed: "beyond" },
      ],
      say: (decision) =>
        `Along the ways down of ${plural(correlations.length, "network")} index and loss have the mean rank correlation ` +
        `${effectWords(decision)}, where more than 0.5 is asked for: ${decision.verdict}.`,
    };
  },
});
