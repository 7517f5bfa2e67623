import fc from "fast-check";
import { type Columns, type Provenance, table } from "../../ts/tables/spec.js";

const WORDS = ["one", "zwei", "três"] as const;

/** A table with a column of each type, and what is hard to keep in each. */
export const SAMPLE = table({
  name: "sample",
  normalisation: "none",
  columns: [
    { name: "small", type: "int32", unit: "1", meaning: "a" },
    { name: "count", type: "uint32", unit: "1", meaning: "b" },
    { name: "seed", type: "uint64", unit: "1", meaning: "c" },
    { name: "value", type: "float64", unit: "per spin", meaning: "d" },
    { name: "maybe", type: "float64", unit: "1", meaning: "e", nullable: true },
    { name: "word", type: "dictionary", unit: "1", meaning: "f", vocabulary: WORDS },
    { name: "text", type: "utf8", unit: "1", meaning: "g" },
    { name: "list", type: "list<float64>", unit: "1", meaning: "h" },
  ],
});

export const ROWS = 8;
export const COLUMNS = {
  small: Int32Array.of(-(2 ** 31), 2 ** 31 - 1, 0, -1, 1, 2, 3, 4),
  count: Uint32Array.of(0, 2 ** 32 - 1, 2 ** 31, 2 ** 31 - 1, 1, 2, 3, 4),
  seed: BigUint64Array.of(0n, 2n ** 64n - 1n, 2n ** 63n, 2n ** 63n - 1n, 2n ** 53n + 1n, 1n, 2n, 3n),
  value: Float64Array.of(
    ...[0, -0, 5e-324, -2.2250738585072014e-308, 1.7976931348623157e308, 0.1 + 0.2, Infinity, NaN],
  ),
  maybe: Float64Array.of(NaN, 1 / 3, NaN, -0, 0, 1e21, 123456789.12345679, -1e-7),
  word: ["one", "três", "zwei", "one", "one", "três", "zwei", "zwei"],
  text: [
    "plain",
    'a "quoted" word',
    "a, comma",
    "two\nlines",
    "carriage\rreturn",
    "ä 漢字 🙂",
    " blanks ",
    "null",
  ],
  list: {
    offsets: Int32Array.of(0, 2, 2, 3, 3, 3, 6, 7, 8),
    values: Float64Array.of(0.1, -0, 1e-300, 1, 2, 3, 5e-324, 1.7976931348623157e308),
  },
} satisfies Columns;

/** Any rows of it; null is NaN in `maybe`. */
export const anyRows = fc.array(
  fc.record({
    small: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    count: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    seed: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    value: fc.double(),
    maybe: fc.double(),
    word: fc.constantFrom(...WORDS),
    text: fc.string({ unit: "grapheme" }),
    list: fc.array(fc.double(), { maxLength: 4 }),
  }),
  { maxLength: 40 },
);
export type Row = typeof anyRows extends fc.Arbitrary<(infer R)[]> ? R : never;

export function columnsOf(rows: readonly Row[]): Columns {
  const offsets = new Int32Array(rows.length + 1);
  rows.forEach(({ list }, row) => {
    offsets[row + 1] = (offsets[row] as number) + list.length;
  });
  return {
    small: Int32Array.from(rows, ({ small }) => small),
    count: Uint32Array.from(rows, ({ count }) => count),
    seed: BigUint64Array.from(rows, ({ seed }) => seed),
    value: Float64Array.from(rows, ({ value }) => value),
    maybe: Float64Array.from(rows, ({ maybe }) => maybe),
    word: rows.map(({ word }) => word),
    text: rows.map(({ text }) => text),
    list: { offsets, values: Float64Array.from(rows.flatMap(({ list }) => list)) },
  };
}

export const PROVENANCE: Provenance = {
  version: "1.2.3",
  config: '{"a":"ä, \\"b\\""}',
  backend: "strict",
  normalisation: "none",
  experiment: "test",
};

/** The same values as texts that say every digit; null where there is none, and those of a list in a list. */
export function textsOf(columns: Columns): Record<string, (string | null | string[])[]> {
  const digits = (value: number | bigint | string) => (Object.is(value, -0) ? "-0.0" : String(value));
  return Object.fromEntries(
    SAMPLE.columns.map((column) => {
      const values = columns[column.name] as Columns[string];
      if ("offsets" in values)
        return [
          column.name,
          Array.from({ length: values.offsets.length - 1 }, (_, row) =>
            Array.from(values.values.subarray(values.offsets[row], values.offsets[row + 1]), digits),
          ),
        ];
      const isNull = (value: unknown) => "nullable" in column && Number.isNaN(value);
      return [
        column.name,
        Array.from<number | bigint | string, string | null>(values, (value) =>
          isNull(value) ? null : digits(value),
        ),
      ];
    }),
  );
}
