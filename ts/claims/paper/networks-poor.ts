import { ends } from "../../statistics/groups.js";
import { median } from "../../statistics/quantiles.js";
import { rule } from "../judge.js";
import { type NetworkSize, networkSizes } from "../networks.js";
import { type PoorShare, poorTests } from "../poor.js";
import { testWords } from "../words.js";

/** A network is poor whose test loss is over so many times its size's median. */
const POOR = 1.1;

export const networksPoor = rule({
  id: "6-networks",
  title: "small systems find poor minima, large ones do not",
  statement: "Small networks end at poor losses with a probability that is not zero, large ones do not.",
  source: "abstract; section 5",
  subject: "networks",
  statistic: "share of networks whose test loss is over 1.1 times their size's median",
  symbol: "P",
  unit: "1",
  test:
    "Two tests, Holm: above 0.02 at the smallest size, below 0.01 at the largest. Clopper and Pearson on networks, which are independent, on one " +
    "data set; those that diverged are left out. It takes some 370 networks without a poor one to bound a share below 0.01.",
  refutedBy: "a share below 0.02 at the smallest size, or above 0.01 at the largest",
  experiments: ["network-losses"],
  figure: "network-losses-poor-networks",
  rule: "1",
  judge({ "network-losses": { networks } }) {
    const [smallest, largest] = ends(networkSizes(networks));
    if (smallest === undefined || largest === undefined)
      return "Fewer than two sizes have networks: nothing is compared.";
    const tests = poorTests(shareOf(smallest), shareOf(largest));
    const words = tests.map(testWords);
    return {
      tests,
      say: ({ verdict }) =>
        `Of networks ${words[0]} have a test loss over ${POOR} times their median at n₁ = ${smallest.hidden}, where more than 0.02 is asked for, and ` +
        `${words[1]} at n₁ = ${largest.hidden}, where less than 0.01 is: ${verdict}.`,
    };
  },
});

function shareOf({ testLosses }: NetworkSize): PoorShare {
  const bound = POOR * median(testLosses);
  return { count: testLosses.filter((loss) => loss > bound).length, trials: testLosses.length };
}
