import { MessageReader, type RecordBatch, RecordBatchReader, type Table } from "apache-arrow";
import { readColumns } from "./build.js";
import { joinValues } from "./columns.js";
import type { ColumnSpec, Columns, ColumnsOf, ColumnValues, TableReader, TableSpec } from "./spec.js";

/** A file of which parts are read. */
export interface RandomAccess {
  readonly size: number;
  /** @throws for a part that reaches beyond the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Reads a table that is in memory. */
export function readerOf<S extends TableSpec>(spec: S, table: Table): TableReader<S> {
  return reader(spec, table.numRows, async function* (columns) {
    for (const batch of table.batches) yield readColumns({ columns }, batch);
  });
}

/**
 * Reads a table that lies in a file, of which no more than a record batch and what is asked for is in memory.
 *
 * @param damaged  the error for bytes that are no such table
 */
export async function openTable<S extends TableSpec>(
  spec: S,
  file: RandomAccess,
  damaged: (cause: unknown) => Error,
): Promise<TableReader<S>> {
  const guarded = <T>(work: Promise<T>): Promise<T> =>
    work.catch((cause) => {
      throw damaged(cause);
    });
  const columnsAt = async (reader: Awaited<ReturnType<typeof openFile>>, place: number, columns: Some) =>
    readColumns({ columns }, (await reader.readRecordBatch(place)) as RecordBatch);
  return reader(spec, await guarded(countRows(file)), async function* (columns) {
    // One for each pass: it has a position in the file.
    const reader = await guarded(openFile(file));
    for (let place = 0; place < reader.numRecordBatches; place++)
      yield await guarded(columnsAt(reader, place, columns));
  });
}

type Some = readonly ColumnSpec[];

/** @param pass  some columns, batch by batch, from the first row to the last */
function reader<S extends TableSpec>(
  spec: S,
  rows: number,
  pass: (columns: Some) => AsyncGenerator<Columns>,
): TableReader<S> {
  return {
    spec,
    rows,
    async column(name) {
      const column = spec.columns.find((each) => each.name === name) as ColumnSpec;
      const parts: ColumnValues[] = [];
      for await (const part of pass([column])) parts.push(part[column.name] as ColumnValues);
      return joinValues(column.type, parts) as unknown as ColumnsOf<S>[typeof name];
    },
    batches: () => pass(spec.columns) as AsyncGenerator<unknown> as AsyncGenerator<ColumnsOf<S>>,
  };
}

async function openFile(file: RandomAccess) {
  const reader = await RecordBatchReader.from(handleOf(file));
  if (!reader.isFile() || !reader.isAsync()) throw new Error("it is no Arrow file");
  return reader.open();
}

/** From the head of each record batch. */
async function countRows(file: RandomAccess): Promise<number> {
  let rows = 0;
  for (const { offset, metaDataLength } of (await openFile(file)).footer?.recordBatches() ?? []) {
    const message = new MessageReader(await file.read(offset, metaDataLength)).readMessage();
    if (!message?.isRecordBatch()) throw new Error("a record batch is missing");
    rows += message.header().length;
  }
  return rows;
}

/** A file as Arrow takes one: it looks for `fd` and `stat`, and calls the others. */
function handleOf({ size, read }: RandomAccess) {
  const handle = {
    fd: 0,
    stat: async () => ({ size }),
    async read(buffer: Uint8Array, offset: number, length: number, position: number) {
      buffer.set(await read(position, length), offset);
      return { bytesRead: length, buffer };
    },
    close: async () => {},
  };
  return handle as unknown as Parameters<typeof RecordBatchReader.from>[0] & typeof handle;
}
