import { AsyncByteQueue, RecordBatchFileWriter, type Table, tableFromIPC } from "apache-arrow";
import { BatchMaker, readColumns } from "./build.js";
import { joinColumns, rowCount, takeRows } from "./columns.js";
import type { TableSpec } from "./spec.js";

/** Rows of a record batch of a merged file; merging never holds more than this and one shard. */
const BATCH_ROWS = 16384;

/** The table as an Arrow IPC file; the same table gives the same bytes. */
export function toBytes(table: Table): Uint8Array {
  return RecordBatchFileWriter.writeAll(table).toUint8Array(true);
}

/** @throws whatever apache-arrow throws for bytes that are no Arrow file. */
export function fromBytes(bytes: Uint8Array): Table {
  return tableFromIPC(bytes);
}

/**
 * One Arrow IPC file with the rows of the given ones, in their order, in record batches of a fixed number of rows.
 *
 * The metadata are those of the first part. The bytes do not depend on how the rows were divided into parts.
 */
export async function* mergeFiles(
  spec: TableSpec,
  parts: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const sink = new Chunks();
  const writer = new RecordBatchFileWriter();
  let batches: BatchMaker | undefined;
  let pending = joinColumns(spec, []);
  for await (const part of parts) {
    const table = fromBytes(part);
    if (batches === undefined) {
      batches = new BatchMaker(spec, table.schema.metadata);
      writer.reset(sink, batches.schema);
    }
    pending = joinColumns(spec, [pending, readColumns(spec, table)]);
    while (rowCount(spec, pending) >= BATCH_ROWS) {
      writer.write(batches.make(takeRows(spec, pending, 0, BATCH_ROWS)));
      pending = takeRows(spec, pending, BATCH_ROWS, rowCount(spec, pending));
    }
    yield* sink.drain();
  }
  if (batches === undefined) throw new Error("no parts to merge");
  writer.write(batches.make(pending));
  writer.close();
  yield* sink.drain();
}

/** What a writer wrote since the last look. */
class Chunks extends AsyncByteQueue {
  #written: Uint8Array[] = [];

  override write(chunk: Uint8Array): void {
    this.#written.push(chunk);
  }

  drain(): Uint8Array[] {
    return this.#written.splice(0);
  }
}
