import { dataTable } from "./data.js";
import type { DataTable, Figure } from "./figure.js";

/** What a figure says of itself. */
export type About = Pick<Figure, "id" | "title" | "caption" | "source">;

/** What groups differ by: the number of spins, of hidden units. */
export interface Size {
  /** Its column in the figure's data: "n". */
  readonly column: string;
  /** As panels and points are named: "N". */
  readonly label: string;
  readonly meaning: string;
}

/** What is measured. */
export interface Quantity {
  /** Its column in the figure's data: "energy". */
  readonly column: string;
  /** As an axis has it: "energy per spin, H/N". */
  readonly label: string;
  /** As the heads of columns have it: "H/N". */
  readonly symbol: string;
}

/** Places on the axis of the quantity that lines mark and name. */
export interface Bounds {
  readonly places: readonly { readonly at: number; readonly name: string }[];
  readonly meaning: string;
}

export function boundsTable(quantity: Quantity, { places, meaning }: Bounds): DataTable {
  return dataTable(
    places.map(({ at, name }) => ({ [quantity.column]: at, name })),
    { [quantity.column]: quantity.symbol, name: meaning },
  );
}

/** What the ends of bars are, as heads of columns have it. */
export const LOW_AND_HIGH = { low: "less one standard error", high: "plus one standard error" };
export const TWO_ERRORS = { low: "less two standard errors", high: "plus two standard errors" };
export const INTERVAL_ENDS = {
  low: "lower end of the 95 % interval",
  high: "upper end of the 95 % interval",
};
