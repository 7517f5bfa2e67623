import { formatExact } from "../../base/text.js";
import type { Summary } from "../../figures/summary.js";
import { groundState, threshold } from "../../theory/index.js";
import type { Config } from "./config.js";
import type { Limit } from "./limit.js";
import type { SizeFindings } from "./sizes.js";

/** The sizes, where they lead, and what theory has for N → ∞. */
export function summaryOf({ p }: Config, sizes: readonly SizeFindings[], limit: Limit | undefined): Summary {
  return {
    title: `Minima of the spherical ${p}-spin glass`,
    head: ["N", "mean H/N", "spread within a draw", "descents at index 0"],
    rows: [
      ...sizes.map(({ n, found, rows, minima }) => [
        String(n),
        found?.energy ?? "",
        found?.within ?? "",
        `${minima.length} of ${rows}`,
      ]),
      ...(limit === undefined ? [] : [["→ ∞", limit.line.intercept, "", ""]]),
      ["−E∞, threshold", formatExact(-threshold(p)), "", ""],
      ["−E₀, ground state", formatExact(-groundState(p)), "", ""],
    ],
  };
}
