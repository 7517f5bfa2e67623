import { joinColumns, rowCount } from "../tables/columns.js";
import type {
  Columns,
  ColumnsOf,
  ColumnType,
  ColumnValues,
  Lists,
  TableReader,
  TableSpec,
} from "../tables/spec.js";

/** A row by the names of its columns; a list is a view of its values. */
export type RowOf<S extends TableSpec> = { readonly [N in keyof ColumnsOf<S>]: Cell<ColumnsOf<S>[N]> };
type Cell<Values> = Values extends Lists
  ? Float64Array
  : Values extends { readonly [place: number]: infer Value }
    ? Value
    : never;

/** The rows of a table one by one, with no more of it in memory than a batch. */
export async function* rowsOf<S extends TableSpec>(table: TableReader<S>): AsyncGenerator<RowOf<S>> {
  for await (const batch of table.batches()) yield* rowsIn(table.spec, batch);
}

/** The rows of columns. */
export function rowsIn<S extends TableSpec>(spec: S, given: ColumnsOf<S>): RowOf<S>[] {
  const columns = spec.columns.map(
    ({ name }) => [name, given[name as keyof ColumnsOf<S>] as Lists | ArrayLike<unknown>] as const,
  );
  return Array.from(
    { length: rowCount(spec, given as Columns) },
    (_, row) => Object.fromEntries(columns.map(([name, values]) => [name, cell(values, row)])) as RowOf<S>,
  );
}

/** All rows of a table that fits in memory. */
export async function readRows<S extends TableSpec>(table: TableReader<S>): Promise<RowOf<S>[]> {
  const rows: RowOf<S>[] = [];
  for await (const row of rowsOf(table)) rows.push(row);
  return rows;
}

/** The same of some columns: the others are not read. */
export async function readSome<S extends TableSpec, N extends keyof ColumnsOf<S> & string>(
  table: TableReader<S>,
  names: readonly N[],
): Promise<Pick<RowOf<S>, N>[]> {
  const spec = { ...table.spec, columns: table.spec.columns.filter(({ name }) => names.includes(name as N)) };
  const columns: Record<string, unknown> = {};
  for (const name of names) columns[name] = await table.column(name);
  return rowsIn(spec, columns as never) as unknown as Pick<RowOf<S>, N>[];
}

function cell(values: Lists | ArrayLike<unknown>, row: number): unknown {
  return "offsets" in values
    ? values.values.subarray(values.offsets[row], values.offsets[row + 1])
    : values[row];
}

/** The columns of rows. */
export function columnsOf<S extends TableSpec>(spec: S, rows: readonly RowOf<S>[]): ColumnsOf<S> {
  const single = rows.map((row) =>
    Object.fromEntries(
      spec.columns.map(({ name, type }) => [name, ONE[type](row[name as keyof RowOf<S>] as never)]),
    ),
  );
  return joinColumns(spec, single) as unknown as ColumnsOf<S>;
}

/** The rows of several calls, one after the other. */
export function joined<S extends TableSpec>(spec: S, parts: readonly ColumnsOf<S>[]): ColumnsOf<S> {
  return joinColumns(spec, parts as readonly Columns[]) as unknown as ColumnsOf<S>;
}

/** A column of one row. */
const ONE: Readonly<Record<ColumnType, (value: never) => ColumnValues>> = {
  int32: (value: number) => Int32Array.of(value),
  uint32: (value: number) => Uint32Array.of(value),
  uint64: (value: bigint) => BigUint64Array.of(value),
  float64: (value: number) => Float64Array.of(value),
  utf8: (value: string) => [value],
  dictionary: (value: string) => [value],
  "list<float64>": (values: Float64Array) => ({ offsets: Int32Array.of(0, values.length), values }),
};
