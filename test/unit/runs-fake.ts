import { object, wholeNumber } from "../../ts/base/schema.js";
import type { Experiment, RunContext, Shard } from "../../ts/experiments/experiment.js";
import type { Build } from "../../ts/runs/identity.js";
import { buildTable } from "../../ts/tables/index.js";
import type { TableSpec } from "../../ts/tables/spec.js";

interface Config {
  readonly shards: number;
  readonly rows: number;
}

const SQUARES: TableSpec = {
  name: "squares",
  columns: [
    { name: "root", type: "int32", unit: "1", meaning: "a whole number" },
    { name: "square", type: "float64", unit: "1", meaning: "its square" },
  ],
};

const ROOTS: TableSpec = {
  name: "roots",
  columns: [{ name: "root", type: "float64", unit: "1", meaning: "a square root" }],
};

/** What a test does instead of a shard's work, before it is computed. */
export type Meddle = (shard: Shard, context: RunContext) => void | Promise<void>;

/** A small experiment of two tables, quick and without WASM. */
export function squares(meddle: Meddle = () => {}): Experiment<Config, { first: number }> {
  return {
    name: "squares",
    question: "What are the squares?",
    unit: "rows",
    config: object<Config>({
      shards: wholeNumber({ min: 1, max: 1000, default: 6, help: "number of shards" }),
      rows: wholeNumber({ min: 1, max: 1000, default: 10, help: "rows a shard" }),
    }),
    tables: [SQUARES, ROOTS],
    plan: ({ shards, rows }) =>
      Array.from({ length: shards }, (_, index) => ({
        id: `s${index}`,
        units: rows,
        cost: 1,
        memory: 100,
        part: { first: index * rows },
      })),
    async run({ rows }, shard, context) {
      await meddle(shard, context);
      const roots = Array.from({ length: rows }, (_, row) => shard.part.first + row);
      context.progress(rows);
      const provenance = {
        version: "1.0.0",
        config: JSON.stringify({ rows }),
        backend: "strict",
        normalisation: "none",
        experiment: "squares",
      } as const;
      return {
        squares: buildTable(
          SQUARES,
          { root: Int32Array.from(roots), square: Float64Array.from(roots, (root) => root ** 2) },
          provenance,
        ),
        roots: buildTable(ROOTS, { root: Float64Array.from(roots, Math.sqrt) }, provenance),
      };
    },
    summarise: (_, tables) => ({
      figures: [],
      numbers: [{ name: "rows", at: {}, value: tables.squares?.numRows ?? 0, unit: "1", meaning: "rows" }],
    }),
  };
}

export const BUILD: Build = { version: "1.0.0", wasm: "ab".repeat(32), backend: "strict" };

/** A promise and what settles it. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
