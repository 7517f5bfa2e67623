import { rule } from "../judge.js";
import { NO_NETWORK_SPREAD, networkSizes, networkSpreadFall } from "../networks.js";
import { effectWords, fitWords } from "../words.js";

export const networksBand = rule({
  id: "1-networks",
  title: "the lowest critical values lie in a narrow band",
  statement: "The losses that networks reach lie in a band that narrows with their size.",
  source: "abstract; section 5",
  subject: "networks",
  statistic: "b in spread of test losses ~ n₁^(−b)",
  symbol: "b",
  unit: "1",
  test:
    "The log standard deviation of test losses over networks falls with ln n₁: weighted line, Student. Networks are independent, on one data " +
    "set; errors are those of squares about the mean, so that no law of losses is assumed.",
  refutedBy: "a spread that falls slower than n₁^(−0.1)",
  experiments: ["network-losses"],
  figure: "network-losses-loss-spread",
  rule: "1",
  judge({ "network-losses": { networks } }) {
    const fall = networkSpreadFall(networkSizes(networks));
    if (fall === undefined) return NO_NETWORK_SPREAD;
    return {
      tests: [{ ...fall, smallestEffect: 0.1, claimed: "beyond" }],
      say: (decision) =>
        `The spread of test losses over networks of this data set falls as n₁^(−b) with b = ${effectWords(decision)}, ` +
        `${fitWords(fall.line)}, where more than 0.1 is asked for: ${decision.verdict}.`,
    };
  },
});
