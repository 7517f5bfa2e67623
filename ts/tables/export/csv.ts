import { csvFormatRow } from "d3-dsv";
import { rowCount } from "../columns.js";
import type { ColumnSpec, Columns, ColumnValues, Lists, TableReader } from "../spec.js";

/**
 * The table as CSV (RFC 4180): a head and a line a row. A number has every digit that its double needs; what is null is empty; a list is
 * JSON, in which, as Python writes it, NaN and Infinity may stand.
 */
export async function* toCsv({ spec, batches }: TableReader): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const line = (cells: readonly string[]) => `${csvFormatRow(cells)}\r\n`;
  yield encoder.encode(line(spec.columns.map(({ name }) => name)));
  for await (const batch of batches()) {
    const cells = spec.columns.map((column) => cellsOf(column, batch as Columns));
    const rows = Array.from({ length: rowCount(spec, batch) }, (_, row) =>
      line(cells.map((cell) => cell(row))),
    );
    yield encoder.encode(rows.join(""));
  }
}

function cellsOf({ name, type, nullable }: ColumnSpec, columns: Columns): (row: number) => string {
  const values = columns[name] as ColumnValues;
  if (type === "list<float64>") return listsOf(values as Lists);
  const plain = values as Exclude<ColumnValues, Lists>;
  return (row) => {
    const value = plain[row] as number | bigint | string;
    if (typeof value !== "number") return String(value);
    return nullable && Number.isNaN(value) ? "" : digits(value);
  };
}

const listsOf =
  ({ offsets, values }: Lists) =>
  (row: number) =>
    `[${Array.from(values.subarray(offsets[row], offsets[row + 1]), digits).join(",")}]`;

/** The shortest text that reads back as the same double. Python reads `-0` in JSON as a whole number, which has no sign. */
const digits = (value: number) => (Object.is(value, -0) ? "-0.0" : String(value));
