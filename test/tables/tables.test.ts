import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joined } from "../../ts/base/chunks.js";
import { MINIMA, SPECTRA } from "../../ts/glass/tables.js";
import { joinColumns, takeRows } from "../../ts/tables/columns.js";
import {
  buildTable,
  fromBytes,
  mergeFiles,
  openTable,
  type RandomAccess,
  readColumns,
  readerOf,
  toBytes,
} from "../../ts/tables/index.js";
import type { Columns, TableSpec } from "../../ts/tables/spec.js";
import { anyRows, columnsOf, PROVENANCE, type Row, SAMPLE } from "./sample.js";

const SPEC: TableSpec = SAMPLE;

async function* stream(parts: readonly Uint8Array[]) {
  yield* parts;
}

async function merged(parts: readonly Columns[]): Promise<Uint8Array> {
  const files = parts.map((part) => toBytes(buildTable(SPEC, part, PROVENANCE)));
  return joined(mergeFiles(SPEC, PROVENANCE, stream(files)));
}

/** One file, handed out in parts. */
const randomAccess = (bytes: Uint8Array, read: number[] = []): RandomAccess => ({
  size: bytes.length,
  async read(offset, length) {
    read.push(length);
    return bytes.slice(offset, offset + length);
  },
});

const damaged = (cause: unknown) => new Error("damaged", { cause });

/** A list of `length` numbers a row. */
function lists(rows: number, length: number): Columns {
  const one = columnsOf([
    { small: 1, count: 1, seed: 1n, value: 1, maybe: 1, word: "zwei", text: "a", list: [] },
  ]);
  const many = joinColumns(SPEC, Array(rows).fill(one));
  const values = Float64Array.from({ length: rows * length }, (_, place) => place);
  return {
    ...many,
    list: { offsets: Int32Array.from({ length: rows + 1 }, (_, row) => row * length), values },
  };
}

describe("a table", () => {
  test("comes back from its file as it went in", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const columns = columnsOf(rows);
        const table = fromBytes(toBytes(buildTable(SPEC, columns, PROVENANCE)));
        expect(readColumns(SPEC, table)).toEqual(columns);
        rows.forEach((row, r) => {
          expect(table.get(r)?.word).toBe(row.word);
          expect([...(table.get(r)?.list ?? [])]).toEqual(row.list);
        });
      }),
      { numRuns: 50 },
    );
  });

  test("written twice is the same bytes", () => {
    const columns = columnsOf(fc.sample(anyRows, { seed: 1, numRuns: 1 })[0] as Row[]);
    const write = () => toBytes(buildTable(SPEC, columns, PROVENANCE));
    expect(write()).toEqual(write());
  });

  test("says its making and the unit and meaning of each column", () => {
    const { schema } = fromBytes(toBytes(buildTable(SPEC, columnsOf([]), PROVENANCE)));
    expect(Object.fromEntries(schema.metadata)).toEqual({
      "losscape.version": "1.2.3",
      "losscape.config": '{"a":"ä, \\"b\\""}',
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
      fc.asyncProperty(anyRows, fc.nat(40), fc.nat(40), async (rows, a, b) => {
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
        maybe: r % 2 === 0 ? r : Number.NaN,
        word: (["one", "zwei", "três"] as const)[r % 3] as Row["word"],
        text: `row ${r}`,
        list: [r],
      })),
    );
    const files = [0, 1, 2, 3].map((part) =>
      toBytes(buildTable(SPEC, takeRows(SPEC, whole, part * 10_000, (part + 1) * 10_000), PROVENANCE)),
    );
    const table = fromBytes(await joined(mergeFiles(SPEC, PROVENANCE, stream(files))));
    expect(table.batches.map((batch) => batch.numRows)).toEqual([16384, 16384, 40_000 - 2 * 16384]);
    expect(readColumns(SPEC, table)).toEqual(whole);
  });

  test("ends a batch before 32 MiB, however the rows were divided, and gives a larger row its own", async () => {
    // 1 MiB of numbers a row and a few bytes beside them: 31 rows a batch.
    const whole = lists(70, 2 ** 17);
    const parts = [
      [0, 1],
      [1, 40],
      [40, 70],
    ].map(([from, to]) => takeRows(SPEC, whole, from as number, to as number));
    const bytes = await merged(parts);
    expect(fromBytes(bytes).batches.map((batch) => batch.numRows)).toEqual([31, 31, 8]);
    expect(Buffer.compare(bytes, await merged([whole]))).toBe(0);
    const large = fromBytes(await merged([lists(2, 5 * 2 ** 20)]));
    expect(large.batches.map((batch) => batch.numRows)).toEqual([1, 1]);
  });

  test("of nothing is an empty table that says its making", async () => {
    const table = fromBytes(await merged([]));
    expect(table.numRows).toBe(0);
    expect(table.schema.metadata.get("losscape.config")).toBe(PROVENANCE.config);
  });
});

describe("a table in a file", () => {
  test("is read by column and batch by batch as it is in memory, dictionaries and lists included", async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, anyRows, async (first, second) => {
        const whole = columnsOf([...first, ...second]);
        const table = buildTable(SPEC, whole, PROVENANCE);
        const file = await openTable(SPEC, randomAccess(toBytes(table)), damaged);
        for (const reader of [file, readerOf(SPEC, table)]) {
          expect(reader.rows).toBe(first.length + second.length);
          for (const { name } of SPEC.columns) expect(await reader.column(name)).toEqual(whole[name]);
          const batches: Columns[] = [];
          for await (const batch of reader.batches()) batches.push(batch);
          expect(joinColumns(SPEC, batches)).toEqual(whole);
        }
      }),
      { numRuns: 20 },
    );
  });

  test("is never read as a whole: its rows are counted from heads, and a batch is the most that is read", async () => {
    const bytes = await merged([lists(70, 2 ** 17)]);
    const read: number[] = [];
    const reader = await openTable(SPEC, randomAccess(bytes, read), damaged);
    expect(reader.rows).toBe(70);
    expect(read.reduce((sum, length) => sum + length, 0)).toBeLessThan(100_000);
    const rows: number[] = [];
    // Two passes at once do not disturb each other.
    const [first] = await Promise.all([
      reader.column("small"),
      (async () => {
        for await (const batch of reader.batches()) rows.push((batch.small as Int32Array).length);
      })(),
    ]);
    expect((first as Int32Array).length).toBe(70);
    expect(rows).toEqual([31, 31, 8]);
    expect(Math.max(...read)).toBeLessThan(33 * 2 ** 20);
  });

  test("that is cut, damaged, of another kind or of other columns is said to be damaged", async () => {
    const bytes = toBytes(buildTable(SPEC, lists(3, 2), PROVENANCE));
    const flipped = bytes.slice();
    flipped.fill(0xff, 0, bytes.length - 10);
    for (const wrong of [bytes.slice(0, -20), flipped, new Uint8Array(0), new Uint8Array(500)])
      await expect(openTable(SPEC, randomAccess(wrong), damaged)).rejects.toThrow("damaged");
    const other = { ...SPEC, columns: [{ ...SPEC.columns[0], name: "other" }] } as TableSpec;
    const reader = await openTable(other, randomAccess(bytes), damaged);
    await expect(reader.column("other")).rejects.toThrow("damaged");
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
