import { twoDigits } from "../../base/text.js";
import { pearson } from "../../statistics/correlation.js";
import { rule } from "../judge.js";
import { networkSizes } from "../networks.js";
import { type AtSize, fallOf } from "../slope.js";
import { effectWords, fitWords } from "../words.js";

/** Of the normal distribution: the error of Fisher's z does not come from the data. */
const NORMAL = 1e6;

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
    const found = networkSizes(networks).flatMap(
      ({ hidden, rows, testLosses }): (AtSize & { r: number })[] => {
        const r = pearson(
          rows.map(({ train_loss }) => train_loss),
          testLosses,
        );
        return rows.length > 3 && Math.abs(r) < 1
          ? [{ size: hidden, r, value: Math.atanh(r), error: 1 / Math.sqrt(rows.length - 3) }]
          : [];
      },
    );
    const fall = fallOf(found, NORMAL);
    if (fall === undefined) return "Fewer than two sizes have four networks: no correlations are compared.";
    const listed = found.map(({ size, r }) => `${twoDigits(r)} at n₁ = ${size}`).join(", ");
    return {
      tests: [{ ...fall, smallestEffect: 0.1, claimed: "beyond" }],
      say: (decision) =>
        `Train and test loss correlate by ${listed}: Fisher's z falls by ${effectWords(decision)} per unit of ln n₁, ${fitWords(fall.line)}, ` +
        `where more than 0.1 is asked for: ${decision.verdict}.`,
    };
  },
});
