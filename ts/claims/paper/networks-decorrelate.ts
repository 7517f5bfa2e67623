import { twoDigits } from "../../base/text.js";
import { rule } from "../judge.js";
import { correlationFall, finishedBySize, lossCorrelation } from "../networks.js";
import { effectWords, fitWords } from "../words.js";

export const networksDecorrelate = rule({
  id: "7b-networks",
  title: "the global minimum is irrelevant: train and test loss decorrelate",
  statement:
    "Finding the global minimum is irrelevant in practice: train and test loss decorrelate as networks grow.",
  source: "abstract; section 5",
  subject: "networks",
  statistic: "fall of Fisher's z of train and test loss per unit of ln n₁",
  symbol: "−dz/d ln n₁",
  unit: "1",
  test:
    "Weighted line through z = artanh r against ln n₁, errors 1/√(n − 3), widened by √(χ²/ν) where the line does not fit. Networks are independent, on " +
    "one data set; losses of a size are taken for bivariate normal. The paper's own figures give 0.19.",
  refutedBy: "a correlation that rises, or falls slower than 0.1 in z per unit of ln n₁",
  experiments: ["network-losses"],
  figure: "network-losses-train-test-correlation",
  rule: "1",
  judge({ "network-losses": { networks } }) {
    const found = finishedBySize(networks).flatMap(({ hidden, finished }) => {
      const r = lossCorrelation(finished);
      return finished.length > 3 && Math.abs(r) < 1 ? [{ hidden, r, networks: finished.length }] : [];
    });
    const fall = correlationFall(found);
    if (fall === undefined) return "Fewer than two sizes have four networks: no correlations are compared.";
    const listed = found.map(({ hidden, r }) => `${twoDigits(r)} at n₁ = ${hidden}`).join(", ");
    return {
      tests: [{ ...fall, smallestEffect: 0.1, claimed: "beyond" }],
      say: (decision) =>
        `Train and test loss correlate by ${listed}: Fisher's z falls by ${effectWords(decision)} per unit of ln n₁, ${fitWords(fall.line)}, ` +
        `where more than 0.1 is asked for: ${decision.verdict}.`,
    };
  },
});
