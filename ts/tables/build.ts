import * as arrow from "apache-arrow";
import { isWords, joinValues } from "./columns.js";
import type { ColumnSpec, Columns, ColumnValues, Provenance, TableSpec } from "./spec.js";
import type { TableOf } from "./typed.js";

/** One record batch of the table's columns, with units, meanings and provenance in its metadata. */
export function buildTable<S extends TableSpec>(
  spec: S,
  columns: Columns,
  provenance: Provenance,
): TableOf<S> {
  const batches = new BatchMaker(spec, provenance);
  // The schema is made of the spec, which the compiler cannot follow.
  return new arrow.Table(batches.schema, [batches.make(columns)]) as TableOf<S>;
}

/**
 * Makes the record batches of one file.
 *
 * Columns are made with `makeData`: Arrow's builders compile code from strings, which a content security policy forbids.
 * All batches share one dictionary a column: Arrow's file format takes a second one for a change of the first.
 */
export class BatchMaker {
  readonly schema: arrow.Schema;
  readonly #spec: TableSpec;
  readonly #dictionaries: readonly arrow.Vector<arrow.Utf8>[];

  constructor(spec: TableSpec, provenance: Provenance) {
    this.#spec = spec;
    this.#dictionaries = spec.columns.map((column) => words(column.vocabulary ?? []));
    const fields = spec.columns.map((column, place) => {
      const about = new Map([
        ["unit", column.unit],
        ["meaning", column.meaning],
      ]);
      return new arrow.Field(column.name, arrowType(column, place), column.nullable === true, about);
    });
    const metadata = Object.entries(provenance).map(([key, value]) => [`losscape.${key}`, value] as const);
    this.schema = new arrow.Schema(fields, new Map(metadata));
  }

  make(columns: Columns): arrow.RecordBatch {
    const { name: table, columns: specs } = this.#spec;
    const children = specs.map(({ name, nullable }, place) => {
      const values = columns[name];
      if (values === undefined) throw new Error(`the column ${table}.${name} is missing`);
      if (nullable) return nullableData(values as Float64Array);
      return columnData(
        this.schema.fields[place]?.type as arrow.DataType,
        values,
        this.#dictionaries[place] as arrow.Vector<arrow.Utf8>,
      );
    });
    const length = children[0]?.length ?? 0;
    children.forEach((child, place) => {
      if (child.length !== length)
        throw new Error(
          `${table}.${specs[place]?.name} has ${child.length} rows, and ${specs[0]?.name} ${length}`,
        );
    });
    const type = new arrow.Struct(this.schema.fields);
    return new arrow.RecordBatch(this.schema, arrow.makeData({ type, children }));
  }
}

const PLAIN = {
  int32: arrow.Int32,
  uint32: arrow.Uint32,
  uint64: arrow.Uint64,
  float64: arrow.Float64,
  utf8: arrow.Utf8,
};

function arrowType({ type }: ColumnSpec, place: number): arrow.DataType {
  // The default id comes from a counter of the process, and the same table written twice would differ.
  if (type === "dictionary") return new arrow.Dictionary(new arrow.Utf8(), new arrow.Uint8(), place);
  if (type === "list<float64>") return new arrow.List(new arrow.Field("item", new arrow.Float64(), false));
  return new PLAIN[type]();
}

function columnData(
  type: arrow.DataType,
  values: ColumnValues,
  dictionary: arrow.Vector<arrow.Utf8>,
): arrow.Data {
  if (isWords(values)) {
    if (type instanceof arrow.Utf8) return words(values).data[0] as arrow.Data;
    const places = new Map([...dictionary.toArray()].map((word, place) => [String(word), place]));
    const data = Uint8Array.from(values, (word) => {
      const place = places.get(word);
      if (place === undefined) throw new Error(`${word} is no word of the column's vocabulary`);
      return place;
    });
    return arrow.makeData({ type: type as arrow.Dictionary, data, dictionary });
  }
  if (!ArrayBuffer.isView(values)) {
    const { offsets: valueOffsets, values: data } = values;
    const child = arrow.makeData({ type: new arrow.Float64(), data });
    return arrow.makeData({ type: type as arrow.List, valueOffsets, child });
  }
  // The array's class is the column's type; TypeScript cannot follow that through the union.
  return arrow.makeData({ type: type as arrow.Float64, data: values as Float64Array });
}

/** NaN becomes null, and stays NaN underneath: whoever reads the plain values finds it there. */
function nullableData(data: Float64Array): arrow.Data {
  const nullBitmap = new Uint8Array(Math.ceil(data.length / 8));
  let nullCount = 0;
  data.forEach((value, row) => {
    if (Number.isNaN(value)) nullCount += 1;
    else nullBitmap[row >> 3] = (nullBitmap[row >> 3] as number) | (1 << (row & 7));
  });
  const type = new arrow.Float64();
  return arrow.makeData({ type, nullCount, ...(nullCount > 0 && { nullBitmap }), data });
}

function words(vocabulary: readonly string[]): arrow.Vector<arrow.Utf8> {
  const encoded = vocabulary.map((word) => new TextEncoder().encode(word));
  const valueOffsets = new Int32Array(encoded.length + 1);
  encoded.forEach(({ length }, place) => {
    valueOffsets[place + 1] = (valueOffsets[place] as number) + length;
  });
  const data = new Uint8Array(valueOffsets[encoded.length] as number);
  encoded.forEach((bytes, place) => {
    data.set(bytes, valueOffsets[place]);
  });
  return arrow.makeVector(arrow.makeData({ type: new arrow.Utf8(), valueOffsets, data }));
}

/** The columns of a table that `buildTable` made, or that was read from its file, as plain arrays. */
export function readColumns(
  spec: Pick<TableSpec, "columns">,
  table: { getChild(name: string): arrow.Vector | null },
): Columns {
  return Object.fromEntries(
    spec.columns.map((column) => {
      const vector = table.getChild(column.name);
      if (vector === null) throw new Error(`the table has no column ${column.name}`);
      return [column.name, columnOf(column, vector)];
    }),
  );
}

function columnOf(column: ColumnSpec, vector: arrow.Vector): ColumnValues {
  if (column.type === "dictionary" || column.type === "utf8") return [...vector.toArray()] as string[];
  const values = (vector.data as readonly arrow.Data[]).map((chunk) => {
    if (column.type !== "list<float64>") return chunk.values.subarray(0, chunk.length);
    const first = chunk.valueOffsets[0] ?? 0;
    const offsets = chunk.valueOffsets.slice(0, chunk.length + 1).map((offset: number) => offset - first);
    return { offsets, values: chunk.children[0]?.values.subarray(first, chunk.valueOffsets[chunk.length]) };
  });
  return joinValues(column.type, values);
}
