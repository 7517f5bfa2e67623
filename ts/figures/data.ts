import type { DataTable } from "./figure.js";

/** The columns of `rows` that have a meaning, in the order of the meanings. */
export function dataTable<K extends string>(
  rows: readonly Readonly<Record<K, number | string>>[],
  meanings: Readonly<Record<K, string>>,
): DataTable {
  return Object.fromEntries(
    (Object.keys(meanings) as K[]).map((name) => [
      name,
      { meaning: meanings[name], values: rows.map((row) => row[name]) as number[] | string[] },
    ]),
  );
}

/** Its rows, by the names of the columns and in their order. */
export function dataRows(table: DataTable): Record<string, number | string>[] {
  const columns = Object.entries(table);
  return Array.from({ length: columns[0]?.[1].values.length ?? 0 }, (_, row) =>
    Object.fromEntries(columns.map(([name, { values }]) => [name, values[row] as number | string])),
  );
}
