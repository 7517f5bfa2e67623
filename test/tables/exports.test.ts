import { Table } from "apache-arrow";
import { csvParseRows } from "d3-dsv";
import fc from "fast-check";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { joined } from "../../ts/base/chunks.js";
import { BatchMaker } from "../../ts/tables/build.js";
import { takeRows } from "../../ts/tables/columns.js";
import { toCsv, toParquet } from "../../ts/tables/export/index.js";
import { fromBytes, readerOf, toBytes } from "../../ts/tables/index.js";
import type { Columns, TableReader, TableSpec } from "../../ts/tables/spec.js";
import { anyRows, COLUMNS, columnsOf, PROVENANCE, ROWS, SAMPLE, textsOf } from "./sample.js";

/** The table as it lies in a file of two record batches. */
function inFile(columns: Columns, rows: number): TableReader {
  const half = rows >> 1;
  const batches = new BatchMaker(SAMPLE, PROVENANCE);
  const parts = [takeRows(SAMPLE, columns, 0, half), takeRows(SAMPLE, columns, half, rows)];
  const table = new Table(
    batches.schema,
    parts.map((part) => batches.make(part)),
  );
  return readerOf<TableSpec>(SAMPLE, fromBytes(toBytes(table)));
}

async function rowsOfParquet(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  return parquetReadObjects({ file });
}

const digits = (value: unknown): unknown => {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(digits);
  return Object.is(value, -0) ? "-0.0" : String(value);
};

test("Parquet gives back every value as it went in, batch after batch", async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, async (rows) => {
      const columns = columnsOf(rows);
      const found = await rowsOfParquet(await joined(toParquet(inFile(columns, rows.length), PROVENANCE)));
      for (const [name, texts] of Object.entries(textsOf(columns)))
        expect(found.map((row) => digits(row[name]))).toEqual(texts);
    }),
    { numRuns: 40 },
  );
});

test("Parquet keeps the metadata, and Arrow's schema with the units and meanings of columns", async () => {
  const bytes = await joined(toParquet(inFile(COLUMNS, ROWS), PROVENANCE));
  const { key_value_metadata: pairs = [], row_groups: groups } = parquetMetadata(bytes.slice().buffer);
  const { "ARROW:schema": schema = "", ...metadata } = Object.fromEntries(
    pairs.map(({ key, value }) => [key, value ?? ""]),
  );
  expect(metadata).toEqual(
    Object.fromEntries(Object.entries(PROVENANCE).map(([key, value]) => [`losscape.${key}`, value])),
  );
  expect(groups.map(({ num_rows }) => Number(num_rows))).toEqual([4, 4]);
  const { fields } = fromBytes(Buffer.from(schema, "base64")).schema;
  expect(fields.map(({ name, type, metadata }) => [name, String(type), metadata.get("unit")])).toContainEqual(
    ["value", "Float64", "per spin"],
  );
});

test("CSV gives back every value as it went in, by RFC 4180", async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, async (rows) => {
      const columns = columnsOf(rows);
      const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
        await joined(toCsv(inFile(columns, rows.length))),
      );
      expect(text.endsWith("\r\n")).toBe(true);
      const [head = [], ...lines] = csvParseRows(text);
      expect(head).toEqual(SAMPLE.columns.map(({ name }) => name));
      expect(lines.length).toBe(rows.length);
      for (const [name, texts] of Object.entries(textsOf(columns))) {
        const found = lines.map((line) => line[head.indexOf(name)] as string);
        expect(found).toEqual(
          texts.map((each) => (Array.isArray(each) ? `[${each.join(",")}]` : (each ?? ""))),
        );
      }
      // A text of a number says its double: the shortest text reads back.
      lines.forEach((line, row) => {
        expect(Number(line[3])).toBe((columns.value as Float64Array)[row]);
      });
    }),
    { numRuns: 40 },
  );
});

test("a table without rows has its columns, and the same table gives the same bytes", async () => {
  const none = takeRows(SAMPLE, COLUMNS, 0, 0);
  expect(new TextDecoder().decode(await joined(toCsv(inFile(none, 0))))).toBe(
    "small,count,seed,value,maybe,word,text,list\r\n",
  );
  const empty = await joined(toParquet(inFile(none, 0), PROVENANCE));
  expect(parquetMetadata(empty.slice().buffer).schema.map(({ name }) => name)).toContain("seed");
  const write = async () => joined(toParquet(inFile(COLUMNS, ROWS), PROVENANCE));
  expect(await write()).toEqual(await write());
});
