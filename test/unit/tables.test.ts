import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MINIMA, SPECTRA } from "../../ts/glass/tables.js";
import { joinColumns, takeRows } from "../../ts/tables/columns.js";
import { buildTable, fromBytes, mergeFiles, readColumns, toBytes } from "../../ts/tables/index.js";
import type { Columns, Provenance, TableSpec } from "../../ts/tables/spec.js";

const SPEC: TableSpec = {
  name: "sample",
  columns: [
    { name: "small", type: "int32", unit: "1", meaning: "a" },
    { name: "count", type: "uint32", unit: "1", meaning: "b" },
    { name: "seed", type: "uint64", unit: "1", meaning: "c" },
    { name: "value", type: "float64", unit: "per spin", meaning: "d" },
    { name: "word", type: "dictionary", unit: "1", meaning: "e", vocabulary: ["one", "zwei", "três"] },
    { name: "list", type: "list<float64>", unit: "1", meaning: "f" },
  ],
};

const PROVENANCE: Provenance = {
  version: "1.2.3",
  config: '{"a":1}',
  backend: "strict",
  normalisation: "none",
  experiment: "test",
};

const rows = fc.array(
  fc.record({
    small: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    count: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    seed: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    value: fc.double(),
    word: fc.integer({ min: 0, max: 2 }),
    list: fc.array(fc.double({ noNaN: true }), { maxLength: 4 }),
  }),
  { maxLength: 40 },
);
type Row = typeof rows extends fc.Arbitrary<(infer R)[]> ? R : never;

function columnsOf(rows: readonly Row[]): Columns {
  const offsets = new Int32Array(rows.length + 1);
  rows.forEach((row, r) => {
    offsets[r + 1] = (offsets[r] as number) + row.list.length;
  });
  return {
    small: Int32Array.from(rows, (row) => row.small),
    count: Uint32Array.from(rows, (row) => row.count),
    seed: BigUint64Array.from(rows, (row) => row.seed),
    value: Float64Array.from(rows, (row) => row.value),
    word: Uint8Array.from(rows, (row) => row.word),
    list: {
      offsets,
      values: Float64Array.from(rows.flatMap((row) => row.list)),
    },
  };
}

async function* stream(parts: readonly Uint8Array[]) {
  yield* parts;
}

async function merged(parts: readonly Columns[]): Promise<Uint8Array> {
  const files = parts.map((part) => toBytes(buildTable(SPEC, part, PROVENANCE)));
  const chunks: Uint8Array[] = [];
  for await (const chunk of mergeFiles(SPEC, stream(files))) chunks.push(chunk.slice());
  return Uint8Array.from(chunks.flatMap((chunk) => [...chunk]));
}

describe("a table", () => {
  test("comes back from its file as it went in", () => {
    fc.assert(
      fc.property(rows, (rows) => {
        const columns = columnsOf(rows);
        const table = fromBytes(toBytes(buildTable(SPEC, columns, PROVENANCE)));
        expect(readColumns(SPEC, table)).toEqual(columns);
        rows.forEach((row, r) => {
          expect(table.get(r)?.word).toBe(["one", "zwei", "três"][row.word]);
          expect([...(table.get(r)?.list ?? [])]).toEqual(row.list);
        });
      }),
      { numRuns: 50 },
    );
  });

  test("written twice is the same bytes", () => {
    const columns = columnsOf(fc.sample(rows, { seed: 1, numRuns: 1 })[0] as Row[]);
    const write = () => toBytes(buildTable(SPEC, columns, PROVENANCE));
    expect(write()).toEqual(write());
  });

  test("says its making and the unit and meaning of each column", () => {
    const { schema } = fromBytes(toBytes(buildTable(SPEC, columnsOf([]), PROVENANCE)));
    expect(Object.fromEntries(schema.metadata)).toEqual({
      "losscape.version": "1.2.3",
      "losscape.config": '{"a":1}',
      "losscape.backend": "strict",
      "losscape.normalisation": "none",
      "losscape.experiment": "test",
    });
    expect(schema.fields[3]?.metadata.get("unit")).toBe("per spin");
    expect(schema.fields[3]?.metadata.get("meaning")).toBe("d");
  });

  test("with a missing or a short column is refused", () => {
    const { small, ...others } = columnsOf([]);
    expect(() => buildTable(SPEC, others, PROVENANCE)).toThrow("the column sample.small is missing");
    expect(() => buildTable(SPEC, { ...others, small: new Int32Array(1) }, PROVENANCE)).toThrow("rows");
  });
});

describe("merging", () => {
  test("gives the same bytes however the rows were divided", async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.nat(40), fc.nat(40), async (rows, a, b) => {
        const [first, second] = [Math.min(a, b, rows.length), Math.min(Math.max(a, b), rows.length)];
        const whole = columnsOf(rows);
        const parts = [
          [0, first],
          [first, second],
          [second, rows.length],
        ].map(([from, to]) => takeRows(SPEC, whole, from as number, to as number));
        expect(joinColumns(SPEC, parts)).toEqual(whole);
        expect(await merged(parts)).toEqual(await merged([whole]));
      }),
      { numRuns: 30 },
    );
  });

  test("keeps every row across the batches of a long file", async () => {
    const count = 40_000;
    const whole = columnsOf(
      Array.from({ length: count }, (_, r) => ({
        small: r,
        count: r,
        seed: BigInt(r),
        value: r / 3,
        word: r % 3,
        list: [r],
      })),
    );
    const files = [0, 1, 2, 3].map((part) =>
      toBytes(buildTable(SPEC, takeRows(SPEC, whole, part * 10_000, (part + 1) * 10_000), PROVENANCE)),
    );
    const chunks: Uint8Array[] = [];
    for await (const chunk of mergeFiles(SPEC, stream(files))) chunks.push(chunk);
    const table = fromBytes(new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer()));
    expect(table.batches.map((batch) => batch.numRows)).toEqual([16384, 16384, 40_000 - 2 * 16384]);
    expect(readColumns(SPEC, table)).toEqual(whole);
  });

  test("of nothing is refused", async () => {
    await expect(mergeFiles(SPEC, stream([])).next()).rejects.toThrow("no parts to merge");
  });
});

test.each([MINIMA, SPECTRA])(
  "the table $name has snake_case columns, each with unit and meaning",
  ({ columns }) => {
    for (const column of columns) {
      expect(column.name).toMatch(/^[a-z][a-z_]*$/);
      expect(column.unit).toBeTruthy();
      expect(column.meaning).toBeTruthy();
    }
    expect(new Set(columns.map((column) => column.name)).size).toBe(columns.length);
  },
);
