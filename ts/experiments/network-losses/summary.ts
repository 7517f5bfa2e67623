import { formatWithin } from "../../base/text.js";
import type { Summary } from "../../figures/summary.js";
import type { Config } from "./config.js";
import type { SizeFindings } from "./sizes.js";

/** The sizes, and what their networks reach. */
export function summaryOf({ loss }: Config, sizes: readonly SizeFindings[]): Summary {
  return {
    title: `Networks with one hidden layer, ${loss}`,
    head: ["n₁", "mean test loss", "spread over networks", "r of train and test (95 %)"],
    rows: sizes.map(({ hidden, testLoss, spread, correlation }) => [
      String(hidden),
      testLoss,
      spread ?? "",
      correlation === undefined ? "" : formatWithin(correlation.r, correlation.fisher),
    ]),
  };
}
