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

/** What is drawn; every string but `data`, `label` and `kind` names a column of `data`. */
export type Mark =
  | { kind: "bars"; data: string; from: string; to: string; height: string; label?: string }
  | { kind: "line"; data: string; x: string; y: string; label?: string; dashed?: boolean }
  | {
      kind: "points";
      data: string;
      x: string;
      y: string;
      low?: string;
      high?: string;
      text?: string;
      label?: string;
    }
  | { kind: "vertical"; data: string; x: string; text: string }
  | { kind: "horizontal"; data: string; y: string; text: string };

/** A number that a summary leaves for the report, for claims and for `--json`. */
export interface NamedNumber {
  /** `snake_case`, unique together with `at`. */
  readonly name: string;
  /** What it was measured at: `{ n: 100 }`. */
  readonly at: Readonly<Record<string, number | string>>;
  readonly value: number;
  /** Standard error, over disorder draws where there are several. */
  readonly error?: number;
  readonly unit: string;
  readonly meaning: string;
  /** Says this number, and others where they belong together; the sentences of a summary, in order, are its answer in short. */
  readonly sentence?: string;
}

/** `−1.5502 ± 0.0015`: two digits of the error, and the value as far as they reach; five digits of a value without. */
export function formatNumber(value: number, error?: number): string {
  const text =
    error !== undefined && error > 0 && Number.isFinite(error)
      ? withError(value, error)
      : Number.isInteger(value)
        ? String(value)
        : String(Number(value.toPrecision(5)));
  return text.replaceAll("-", "−");
}

function withError(value: number, error: number): string {
  const digits = 1 - Math.floor(Math.log10(Number(error.toPrecision(2))));
  if (digits > 12) return `${value.toPrecision(6)} ± ${error.toPrecision(2)}`;
  const places = Math.max(0, digits);
  return `${value.toFixed(places)} ± ${error.toFixed(places)}`;
}
