import { expect, test } from "vitest";
import { readRows, rowsOf, type TableReader, table } from "../../ts/experiments/experiment.js";

const SPEC = table({
  name: "made",
  normalisation: "none",
  columns: [
    { name: "values", type: "list<float64>", unit: "1", meaning: "a list" },
    { name: "seed", type: "uint64", unit: "1", meaning: "a seed" },
    { name: "status", type: "dictionary", unit: "1", meaning: "a word", vocabulary: ["good", "bad"] },
  ],
});

let batchesRead = 0;
const reader: TableReader<typeof SPEC> = {
  spec: SPEC,
  rows: 3,
  column: () => Promise.reject(new Error("not read by column")),
  async *batches() {
    batchesRead++;
    yield {
      values: { offsets: Int32Array.of(0, 2, 2), values: Float64Array.of(1, 2) },
      seed: BigUint64Array.of(2n ** 63n, 1n),
      status: ["good", "bad"] as const,
    };
    batchesRead++;
    yield {
      values: { offsets: Int32Array.of(0, 1), values: Float64Array.of(3) },
      seed: BigUint64Array.of(2n),
      status: ["good"] as const,
    };
  },
};

test("rows have the names of the columns: words, seeds beyond 2^53, and lists as views", async () => {
  const rows = await readRows(reader);
  const statuses: ("good" | "bad")[] = rows.map(({ status }) => status);
  expect(statuses).toEqual(["good", "bad", "good"]);
  expect(rows.map(({ seed }) => seed)).toEqual([2n ** 63n, 1n, 2n]);
  expect(rows.map(({ values }) => [...values])).toEqual([[1, 2], [], [3]]);
});

test("a batch is read when its rows are asked for", async () => {
  batchesRead = 0;
  for await (const row of rowsOf(reader)) {
    expect(row.seed).toBe(2n ** 63n);
    break;
  }
  expect(batchesRead).toBe(1);
});
