/**
 * A figure as plain JSON: it names data, columns and marks; only `report/` and the lab draw it.
 */
export interface Figure {
  /** Unique in its experiment; letters, digits and `-`. */
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  /** The Arrow table the data were computed from. */
  readonly source: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Small tables that the marks draw and the report prints below the figure, by name. */
  readonly data: Readonly<Record<string, DataTable>>;
  readonly marks: readonly Mark[];
  /** A column that every dataset with it is split by: one panel a value. */
  readonly facet?: { readonly column: string; readonly label: string };
}

export interface Axis {
  readonly label: string;
  readonly scale?: "linear" | "log";
  /** Where the axis has ticks, instead of round numbers. */
  readonly ticks?: readonly number[];
}

/** Columns of equal length; each with its meaning (and unit, where it has one). */
export type DataTable = Readonly<Record<string, DataColumn>>;
export interface DataColumn {
  readonly meaning: string;
  readonly values: readonly number[] | readonly string[];
}

/**
 * What is drawn; every string but `data`, `label`, `of` and `kind` names a column of `data`.
 *
 * `of` is the label of what was measured that a line is the law of: it has its colour.
 */
export type Mark = { data: string } & Shape;

type Shape =
  /** The sets above each of the ascending levels, one upon the other, of heights on a grid: row after row, x and y rising. */
  | { kind: "map"; x: string; y: string; height: string; levels: readonly number[]; label: string }
  | { kind: "bars"; from: string; to: string; height: string; label?: string }
  /** One line, or one a value of the column `series`. */
  | { kind: "line"; x: string; y: string; series?: string; label?: string; of?: string; dashed?: boolean }
  | { kind: "band"; x: string; low: string; high: string; label?: string }
  | { kind: "points"; x: string; y: string; low?: string; high?: string; text?: string; label?: string }
  | { kind: "vertical"; x: string; text: string }
  | { kind: "horizontal"; y: string; text: string };
