import type { ColumnsOf, Lists, TableReader, TableSpec } from "../tables/spec.js";

/** A row by the names of its columns; a list is a view of its values. */
export type RowOf<S extends TableSpec> = { readonly [N in keyof ColumnsOf<S>]: Cell<ColumnsOf<S>[N]> };
type Cell<Values> = Values extends Lists
  ? Float64Array
  : Values extends { readonly [place: number]: infer Value }
    ? Value
    : never;

/** The rows of a table one by one, with no more of it in memory than a batch. */
export async function* rowsOf<S extends TableSpec>(table: TableReader<S>): AsyncGenerator<RowOf<S>> {
  const [first] = table.spec.columns;
  if (first === undefined) return;
  for await (const batch of table.batches()) {
    const columns = Object.entries(batch) as [string, Lists | ArrayLike<unknown>][];
    const leading = batch[first.name as keyof typeof batch] as Lists | ArrayLike<unknown>;
    const rows = "offsets" in leading ? leading.offsets.length - 1 : leading.length;
    for (let row = 0; row < rows; row++)
      yield Object.fromEntries(columns.map(([name, values]) => [name, cell(values, row)])) as RowOf<S>;
  }
}

/** All rows of a table that fits in memory. */
export async function readRows<S extends TableSpec>(table: TableReader<S>): Promise<RowOf<S>[]> {
  const rows: RowOf<S>[] = [];
  for await (const row of rowsOf(table)) rows.push(row);
  return rows;
}

function cell(values: Lists | ArrayLike<unknown>, row: number): unknown {
  return "offsets" in values
    ? values.values.subarray(values.offsets[row], values.offsets[row + 1])
    : values[row];
}
