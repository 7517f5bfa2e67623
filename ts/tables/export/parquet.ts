import { type Schema, Table, tableToIPC } from "apache-arrow";
import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import { BatchMaker } from "../build.js";
import { rowCount } from "../columns.js";
import type { ColumnSpec, ColumnType, ColumnValues, Lists, Provenance, TableReader } from "../spec.js";

/**
 * The table as a Parquet file, one row group a record batch.
 *
 * Its key-value metadata are those of the Arrow file, and `ARROW:schema`, by which Arrow's readers know the dictionaries and the units and
 * meanings of columns again.
 */
export async function* toParquet(table: TableReader, provenance: Provenance): AsyncGenerator<Uint8Array> {
  const { columns } = table.spec;
  const { schema } = new BatchMaker(table.spec, provenance);
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: [{ name: "schema", num_children: columns.length }, ...columns.flatMap(elementsOf)],
    kvMetadata: [
      ...Array.from(schema.metadata, ([key, value]) => ({ key, value })),
      { key: "ARROW:schema", value: base64(messageOf(schema)) },
    ],
  });
  for await (const batch of table.batches()) {
    const columnData = columns.map((column) => ({
      name: column.name,
      data: dataOf(column, batch[column.name] as ColumnValues),
      ...ENCODINGS[column.type],
    }));
    await parquet.write({ columnData, rowGroupSize: rowCount(table.spec, batch) });
    yield written(writer);
  }
  await parquet.finish();
  yield written(writer);
}

const LEAVES: Record<Exclude<ColumnType, "list<float64>">, Omit<SchemaElement, "name">> = {
  int32: { type: "INT32" },
  uint32: { type: "INT32", converted_type: "UINT_32" },
  uint64: { type: "INT64", converted_type: "UINT_64" },
  float64: { type: "DOUBLE" },
  utf8: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  dictionary: { type: "BYTE_ARRAY", converted_type: "UTF8" },
};

/** A dictionary of doubles would hold one zero for 0 and −0. */
const ENCODINGS: Partial<Record<ColumnType, { readonly encoding: "PLAIN" | "RLE_DICTIONARY" }>> = {
  float64: { encoding: "PLAIN" },
  "list<float64>": { encoding: "PLAIN" },
  dictionary: { encoding: "RLE_DICTIONARY" },
};

function elementsOf({ name, type, nullable }: ColumnSpec): SchemaElement[] {
  if (type !== "list<float64>")
    return [{ name, ...LEAVES[type], repetition_type: nullable ? "OPTIONAL" : "REQUIRED" }];
  return [
    { name, converted_type: "LIST", num_children: 1, repetition_type: "REQUIRED" },
    { name: "list", num_children: 1, repetition_type: "REPEATED" },
    { name: "element", type: "DOUBLE", repetition_type: "REQUIRED" },
  ];
}

/** The writer takes plain arrays for lists, for uint32 above 2^31, and where there are nulls. */
function dataOf({ type, nullable }: ColumnSpec, values: ColumnValues) {
  if (type === "list<float64>") return rowsOf(values as Lists);
  if (nullable) return Array.from(values as Float64Array, (value) => (Number.isNaN(value) ? null : value));
  return type === "uint32" ? Array.from(values as Uint32Array) : (values as Float64Array | string[]);
}

function rowsOf({ offsets, values }: Lists): number[][] {
  return Array.from({ length: offsets.length - 1 }, (_, row) =>
    Array.from(values.subarray(offsets[row], offsets[row + 1])),
  );
}

/** What was written since the last look. */
function written(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}

/** The schema as a message of Arrow's stream format: its length stands at byte 4. */
function messageOf(schema: Schema): Uint8Array {
  const stream = tableToIPC(new Table(schema), "stream");
  const head = new DataView(stream.buffer, stream.byteOffset, 8);
  return stream.subarray(0, 8 + head.getInt32(4, true));
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
