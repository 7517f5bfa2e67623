import { tableToIPC } from "apache-arrow";
import { expect, test } from "vitest";
import { rowCount } from "../../ts/tables/columns.js";
import { buildTable, fromBytes, readColumns } from "../../ts/tables/index.js";
import type { TableSpec } from "../../ts/tables/spec.js";
import { flips } from "./flips.js";
import { COLUMNS, PROVENANCE, ROWS, SAMPLE } from "./sample.js";

const SPEC: TableSpec = SAMPLE;

// apache-arrow alone reads some of these for ever, or until the memory is used up.
test.each(["file", "stream"] as const)(
  "a %s with any one bit flipped is read to its end, or refused in one line",
  (format) => {
    const table = buildTable(SPEC, COLUMNS, PROVENANCE);
    const counts = { read: 0, refused: 0 };
    for (const bytes of flips(tableToIPC(table, format))) {
      try {
        const columns = readColumns(SPEC, fromBytes(bytes));
        // The footer may say that there are no record batches.
        expect([0, ROWS]).toContain(rowCount(SPEC, columns));
        counts.read += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        expect((error as Error).message).toMatch(/^.+$/);
        counts.refused += 1;
      }
    }
    expect(Math.min(counts.read, counts.refused)).toBeGreaterThan(0);
  },
);

test.each(["file", "stream"] as const)(
  "a %s that ends early, wherever, is refused or has no row",
  (format) => {
    const whole = tableToIPC(buildTable(SPEC, COLUMNS, PROVENANCE), format);
    for (let length = 0; length < whole.length; length += 1) {
      let rows = 0;
      try {
        rows = fromBytes(whole.slice(0, length)).numRows;
      } catch {}
      // The last 8 bytes of a stream are its end, which need not be there.
      expect(rows).toBe(format === "stream" && length >= whole.length - 8 ? rows : 0);
    }
  },
);
