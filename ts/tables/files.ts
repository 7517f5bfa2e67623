import { AsyncByteQueue, RecordBatchFileWriter, type Table, tableFromIPC } from "apache-arrow";
import { BatchMaker, readColumns } from "./build.js";
import { joinColumns, rowBytes, rowCount, takeRows } from "./columns.js";
import { checkFraming } from "./framing.js";
import { checkValues } from "./sound.js";
import type { Columns, Provenance, TableSpec } from "./spec.js";

/** What a record batch of a merged file holds at most; a row that is larger has one of its own. */
const BATCH_ROWS = 16_384;
const BATCH_BYTES = 32 * 2 ** 20;

/** The table as an Arrow IPC file; the same table gives the same bytes. */
export function toBytes(table: Table): Uint8Array {
  return RecordBatchFileWriter.writeAll(table).toUint8Array(true);
}

/**
 * The table in an Arrow IPC file or stream, uncompressed; damaged bytes neither hold up nor leave values out.
 *
 * @throws Error  saying why the bytes are no such thing
 */
export function fromBytes(bytes: Uint8Array): Table {
  try {
    checkFraming(bytes);
    const table = tableFromIPC(bytes);
    checkValues(table);
    return table;
  } catch (cause) {
    // A read out of the bytes, or what apache-arrow stumbles over.
    const isStumble = cause instanceof RangeError || cause instanceof TypeError;
    throw isStumble ? new Error("it is damaged, or something else", { cause }) : cause;
  }
}

/**
 * One Arrow IPC file with the rows of the given ones, in their order, in record batches bounded by rows and bytes.
 *
 * Never more than one batch and one part are held. The bytes do not depend on how the rows were divided into parts.
 */
export async function* mergeFiles(
  spec: TableSpec,
  provenance: Provenance,
  parts: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const sink = new Chunks();
  const writer = new RecordBatchFileWriter();
  const batches = new BatchMaker(spec, provenance);
  const rows = new Rows(spec);
  writer.reset(sink, batches.schema);
  for await (const part of parts) {
    const columns = readColumns(spec, fromBytes(part));
    for (let row = 0; row < rowCount(spec, columns); ) {
      row = rows.take(columns, row);
      if (!rows.isFull) continue;
      writer.write(batches.make(rows.drain()));
      yield* sink.drain();
    }
  }
  writer.write(batches.make(rows.drain()));
  writer.close();
  yield* sink.drain();
}

/** Gathers the rows of one record batch. */
class Rows {
  isFull = false;
  #parts: Columns[] = [];
  #rows = 0;
  #bytes = 0;

  constructor(private readonly spec: TableSpec) {}

  /** Takes as many rows as fit, of those from `from` on. @returns the first one that does not */
  take(columns: Columns, from: number): number {
    const end = rowCount(this.spec, columns);
    let to = from;
    for (; to < end && !this.isFull; to++) {
      const bytes = this.#bytes + rowBytes(this.spec, columns, to);
      this.isFull = this.#rows > 0 && bytes > BATCH_BYTES;
      if (this.isFull) break;
      this.#bytes = bytes;
      this.#rows += 1;
      this.isFull = this.#rows === BATCH_ROWS;
    }
    this.#parts.push(takeRows(this.spec, columns, from, to));
    return to;
  }

  drain(): Columns {
    const rows = joinColumns(this.spec, this.#parts);
    this.isFull = false;
    this.#parts = [];
    this.#rows = 0;
    this.#bytes = 0;
    return rows;
  }
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
