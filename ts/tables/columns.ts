import { ARRAYS } from "../base/number-arrays.js";
import type { Columns, ColumnType, ColumnValues, Lists, TableSpec } from "./spec.js";

type Plain = Exclude<ColumnValues, Lists | readonly string[]>;

/** The rows of `parts`, one after the other. */
export function joinColumns(spec: TableSpec, parts: readonly Columns[]): Columns {
  return mapColumns(spec, (type, name) =>
    joinValues(
      type,
      parts.map((part) => part[name] as ColumnValues),
    ),
  );
}

/** Rows from `from` up to but not including `to`. */
export function takeRows(spec: TableSpec, columns: Columns, from: number, to: number): Columns {
  return mapColumns(spec, (_, name) => {
    const values = columns[name] as ColumnValues;
    if (isPlain(values)) return values.slice(from, to) as ColumnValues;
    const first = values.offsets[from] ?? 0;
    return {
      offsets: values.offsets.slice(from, to + 1).map((offset) => offset - first),
      values: values.values.slice(first, values.offsets[to]),
    };
  });
}

/** Bytes of a value of a column; of a list and of text, those of its offset. */
const WIDTHS: Record<ColumnType, number> = {
  int32: 4,
  uint32: 4,
  uint64: 8,
  float64: 8,
  utf8: 4,
  dictionary: 1,
  "list<float64>": 4,
};

/** Bytes of one row in an Arrow file. */
export function rowBytes(spec: TableSpec, columns: Columns, row: number): number {
  return spec.columns.reduce((sum, { name, type }) => {
    const values = columns[name] as ColumnValues;
    const entries = isPlain(values) ? 0 : (values.offsets[row + 1] ?? 0) - (values.offsets[row] ?? 0);
    return sum + WIDTHS[type] + 8 * entries;
  }, 0);
}

export function rowCount(spec: TableSpec, columns: Columns): number {
  const values = columns[spec.columns[0]?.name ?? ""];
  if (values === undefined) return 0;
  return isPlain(values) ? values.length : values.offsets.length - 1;
}

/** Values of one type, joined. */
export function joinValues(type: ColumnType, parts: readonly ColumnValues[]): ColumnValues {
  if (type === "list<float64>") return joinLists(parts as readonly Lists[]);
  if (type === "dictionary" || type === "utf8") return (parts as readonly (readonly string[])[]).flat();
  const joined = new ARRAYS[type]((parts as readonly Plain[]).reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts as readonly Plain[]) {
    // All parts are of the column's one type; TypeScript cannot follow that through the union.
    (joined as Float64Array).set(part as Float64Array, at);
    at += part.length;
  }
  return joined;
}

export function isWords(values: ColumnValues): values is readonly string[] {
  return Array.isArray(values);
}

/** One value a row. */
function isPlain(values: ColumnValues): values is Exclude<ColumnValues, Lists> {
  return ArrayBuffer.isView(values) || isWords(values);
}

function joinLists(parts: readonly Lists[]): Lists {
  const values = joinValues(
    "float64",
    parts.map((part) => part.values),
  ) as Float64Array;
  const offsets = new Int32Array(parts.reduce((sum, part) => sum + part.offsets.length - 1, 1));
  let row = 0;
  for (const part of parts) {
    const base = offsets[row] ?? 0;
    for (const offset of part.offsets.subarray(1)) offsets[++row] = base + offset;
  }
  return { offsets, values };
}

function mapColumns(spec: TableSpec, values: (type: ColumnType, name: string) => ColumnValues): Columns {
  return Object.fromEntries(spec.columns.map(({ name, type }) => [name, values(type, name)]));
}
