import { type Data, DataType, type Vector } from "apache-arrow";
import { fromBytes } from "./files.js";

/** A column of a table that somebody else made. */
export type ForeignColumn =
  | { readonly kind: "numbers"; readonly values: Float64Array }
  /** All rows one after another, each of `length` numbers. */
  | { readonly kind: "lists"; readonly length: number; readonly values: Float64Array }
  | { readonly kind: "words"; readonly values: readonly string[] }
  /** Anything else, and what it is in words. */
  | { readonly kind: "other"; readonly is: string };

/**
 * The columns, by name and in their order, of an Arrow IPC file or stream.
 *
 * @throws as `fromBytes`
 */
export function readForeign(bytes: Uint8Array): ReadonlyMap<string, ForeignColumn> {
  const table = fromBytes(bytes);
  return new Map(
    table.schema.fields.map((field, place) => [field.name, columnOf(table.getChildAt(place) as Vector)]),
  );
}

function columnOf(vector: Vector): ForeignColumn {
  const { type } = vector;
  if (vector.nullCount > 0) return { kind: "other", is: "a column with nulls" };
  if (isNumber(type)) return { kind: "numbers", values: numbersOf(vector.data) };
  if (DataType.isList(type) || DataType.isFixedSizeList(type)) return listsOf(vector);
  const words = DataType.isDictionary(type) ? type.dictionary : type;
  if (DataType.isUtf8(words) || DataType.isLargeUtf8(words))
    return { kind: "words", values: Array.from(vector as Iterable<string>) };
  return { kind: "other", is: `a column of ${type}` };
}

/** Halves are none: apache-arrow leaves their bits. */
const isNumber = (type: DataType) => DataType.isInt(type) || (DataType.isFloat(type) && type.precision !== 0);

function numbersOf(chunks: readonly Data[]): Float64Array {
  const values = new Float64Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    const numbers = chunk.values.subarray(0, chunk.length) as ArrayLike<number | bigint>;
    values.set(
      numbers instanceof BigInt64Array || numbers instanceof BigUint64Array
        ? Array.from(numbers, Number)
        : (numbers as ArrayLike<number>),
      at,
    );
    at += chunk.length;
  }
  return values;
}

function listsOf(vector: Vector): ForeignColumn {
  const rows = Array.from(vector as Iterable<Vector>);
  const item = rows[0]?.type;
  if (item !== undefined && !isNumber(item)) return { kind: "other", is: `a column of ${vector.type}` };
  const length = rows[0]?.length ?? 0;
  const uneven = rows.findIndex((row) => row.length !== length);
  if (uneven !== -1)
    return {
      kind: "other",
      is: `lists of ${length} numbers, and of ${rows[uneven]?.length} in row ${uneven}`,
    };
  if (rows.some((row) => row.nullCount > 0)) return { kind: "other", is: "lists with nulls" };
  return { kind: "lists", length, values: numbersOf(rows.flatMap(({ data }) => data)) };
}
