import { formatNumber } from "../base/text.js";
import type { Measured } from "../statistics/measured.js";

/** What a run found in one small table, as plain JSON: the command line ends with it, the report opens with it. */
export interface Summary {
  /** What was looked at, as a title has it: "Minima of the spherical 3-spin glass". */
  readonly title: string;
  readonly head: readonly string[];
  /** Each as long as the head; the first cell names the row: "N = 100", "−E∞ (threshold)". */
  readonly rows: readonly (readonly SummaryCell[])[];
}

/** Words, empty where there is nothing to say, or a number with its error. */
export type SummaryCell = string | Measured;

/** The rows as they are read, each number as far as its error bears. */
export function summaryTexts({ rows }: Summary): string[][] {
  return rows.map((row) =>
    row.map((cell) => (typeof cell === "string" ? cell : formatNumber(cell.value, cell.error))),
  );
}
