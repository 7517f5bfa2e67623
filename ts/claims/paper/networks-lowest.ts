import { measuredMean } from "../../statistics/moments.js";
import { rule } from "../judge.js";
import { finishedBySize } from "../networks.js";
import { searchesOf, worthOf } from "../searches.js";
import { byStudent, type Measure, type Test } from "../verdict.js";
import { testWords } from "../words.js";

const OVERFITTING = 0.1;
const ALIKE = 0.1;

export const networksLowest = rule({
  id: "7c-networks",
  title: "the lowest train loss overfits, and is not worth finding",
  statement:
    "The global minimum of the train loss often leads to overfitting: recovering it is irrelevant in practice.",
  source: "abstract; section 6",
  subject: "networks",
  statistic: "log ratio of test loss at the lowest train loss to where SGD ended",
  symbol: "ln ratio",
  unit: "1",
  test:
    "Two tests, Holm, at the largest size, over searches (Student). The network of a search that is lowest on the train set goes on by L-BFGS: its test loss " +
    "at the end over that where its SGD ended, log, above 0.1. Before it goes on, its log test loss less the mean of the search's others, " +
    "which have had as long a descent, within ±0.1. Searches are independent, on one data set.",
  refutedBy:
    "a test loss that rises by less than 10 %, or that of the lowest network more than 10 % from the others'",
  experiments: ["global-minimum"],
  figure: "global-minimum-worth-of-the-lowest",
  rule: "1",
  judge({ "global-minimum": { descents } }) {
    const { hidden, finished } = finishedBySize(descents).at(-1) ?? { hidden: 0, finished: [] };
    const searches = searchesOf(finished).map(worthOf);
    const risen = measuredMean(searches.map(({ risen }) => risen));
    const better = measuredMean(searches.map(({ better }) => better));
    if (risen.error === undefined || better.error === undefined)
      return "Fewer than two searches have two networks each: no mean has an error.";
    const freedom = searches.length - 1;
    const overfitting: Test = {
      ...byStudent({ value: risen.value, error: risen.error }, freedom),
      smallestEffect: OVERFITTING,
      claimed: "beyond",
    };
    const alike: Test = {
      measure: LOWEST_OF_MANY,
      ...byStudent({ value: better.value, error: better.error }, freedom),
      smallestEffect: ALIKE,
      claimed: "within",
    };
    return {
      tests: [overfitting, alike],
      say: ({ verdict }) =>
        `At n₁ = ${hidden} the log test loss of the network that is lowest on the train set rises by ${testWords(overfitting)} from where SGD ended to the end of ` +
        `its descent, where more than ${OVERFITTING} is asked for; after descents of equal length it differs from that of the others by ` +
        `${testWords(alike)}, where within ${ALIKE} is: ${verdict}.`,
    };
  },
});

const LOWEST_OF_MANY: Measure = {
  statistic: "log test loss of the network that is lowest on the train set less the others'",
  symbol: "Δ ln loss",
  unit: "1",
};
