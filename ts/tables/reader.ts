import type { Table } from "apache-arrow";
import { readColumns } from "./build.js";
import type { ColumnsOf, TableReader, TableSpec } from "./spec.js";

/** Reads a table that is in memory. */
export function readerOf<S extends TableSpec>(spec: S, table: Table): TableReader<S> {
  const read = (columns: S["columns"], from: Parameters<typeof readColumns>[1]) =>
    readColumns({ columns }, from) as unknown as ColumnsOf<S>;
  return {
    spec,
    rows: table.numRows,
    async column(name) {
      return read(
        spec.columns.filter((column) => column.name === name),
        table,
      )[name];
    },
    async *batches() {
      for (const batch of table.batches) yield read(spec.columns, batch);
    },
  };
}
