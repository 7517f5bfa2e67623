import { AsyncByteQueue, CompressionType, compressionRegistry, RecordBatchFileWriter } from "apache-arrow";
import { BatchMaker } from "../build.js";
import type { Provenance, TableReader } from "../spec.js";

/**
 * The table as an Arrow IPC file whose buffers are compressed by Zstandard, in the record batches that it has.
 *
 * @param compress  Zstandard, which Node has from 22.15 on and pages have not
 */
export async function* toCompressedArrow(
  table: TableReader,
  provenance: Provenance,
  compress: (bytes: Uint8Array) => Uint8Array,
): AsyncGenerator<Uint8Array> {
  compressionRegistry.set(CompressionType.ZSTD, { encode: compress });
  const batches = new BatchMaker(table.spec, provenance);
  const writer = new CompressingWriter({
    ...{ autoDestroy: true, writeLegacyIpcFormat: false },
    compressionType: CompressionType.ZSTD,
  });
  const file = new AsyncByteQueue();
  writer.reset(file, batches.schema);
  for await (const batch of table.batches()) writer.write(batches.make(batch));
  writer.close();
  yield* file;
}

/** Marks a buffer that is stored as it was, since compression made it no smaller. */
const STORED = -1n;

/** Each buffer begins with the length that it had before: the writer of apache-arrow 21.2 has the length after in its place. */
class CompressingWriter extends RecordBatchFileWriter {
  protected override _compressBodyBuffers(buffers: ArrayBufferView[]) {
    const compressed = super._compressBodyBuffers(buffers);
    for (const [place, { byteLength }] of buffers.entries()) {
      const prefix = compressed.buffers[2 * place] as Uint8Array;
      if (prefix.byteLength === 0) continue;
      const length = new DataView(prefix.buffer, prefix.byteOffset);
      if (length.getBigInt64(0, true) !== STORED) length.setBigInt64(0, BigInt(byteLength), true);
    }
    return compressed;
  }
}
