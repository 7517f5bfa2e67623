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
