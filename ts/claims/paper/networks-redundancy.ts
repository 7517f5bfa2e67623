import { bySize, groupBy } from "../../statistics/groups.js";
import { meanOfMeans } from "../../statistics/moments.js";
import { rule } from "../judge.js";
import { byStudent } from "../verdict.js";
import { effectWords } from "../words.js";

/** The distinct values that the paper says are enough, and the points of accuracy that it says they cost at most. */
const VALUES = 3;
const POINTS = 2.5;

export const networksRedundancy = rule({
  id: "redundancy",
  title: "three distinct weights keep the accuracy",
  statement:
    "Networks whose weights have three distinct values keep their accuracy within 2.5 %: weights are redundant.",
  source: "section 3.2; supplement",
  subject: "networks",
  statistic: "test accuracy of networks less that of themselves with three distinct weights",
  symbol: "Δaccuracy",
  unit: "percentage points",
  test:
    "At the largest size, by k-means over the network and weights trained through the cut, the mean loss of accuracy within ±2.5 points (Student over " +
    "networks). Networks are independent, on one data set; those of which a training diverged are left out.",
  refutedBy: "a mean loss of more than 2.5 points; another training might still find such weights",
  experiments: ["redundancy"],
  figure: "redundancy-test-accuracy-lost-network",
  rule: "1",
  judge({ redundancy: { networks, cuts } }) {
    const reassigned = cuts.filter(
      ({ assignment, stage, values, status }) =>
        assignment === "network" && stage === "reassigned" && values === VALUES && status !== "diverged",
    );
    const [hidden, ofSize] = bySize(reassigned, ({ hidden }) => hidden).at(-1) ?? [0, []];
    const whole = groupBy(networks, (network) => `${network.hidden} ${network.replica}`);
    const lost = ofSize.flatMap((cut) =>
      (whole.get(`${cut.hidden} ${cut.replica}`) ?? []).map((network) => [
        100 * (network.test_accuracy - cut.test_accuracy),
      ]),
    );
    const { value, error } = meanOfMeans(lost);
    if (error === undefined) return "Fewer than two networks were cut to three values and trained.";
    return {
      tests: [{ ...byStudent({ value, error }, lost.length - 1), smallestEffect: POINTS, claimed: "within" }],
      say: (decision) =>
        `At n₁ = ${hidden} networks with three distinct weights lose ${effectWords(decision)} points of test accuracy, where within ${POINTS} is asked ` +
        `for: ${decision.verdict}.`,
    };
  },
});
