import { object, wholeNumber } from "../../ts/base/schema.js";
import {
  type Experiment,
  experiment,
  type InputNeed,
  type RunContext,
  type Shard,
  table,
} from "../../ts/experiments/experiment.js";
import type { Watchers } from "../../ts/runs/compute.js";
import type { Executor } from "../../ts/runs/executors/executor.js";
import { inProcess } from "../../ts/runs/executors/in-process.js";
import { RunFolder } from "../../ts/runs/folder.js";
import type { Build } from "../../ts/runs/identity.js";
import type { Inputs } from "../../ts/runs/inputs.js";
import { plan } from "../../ts/runs/plan.js";
import { finish } from "../../ts/runs/run.js";
import { memoryStore, type Store } from "../../ts/runs/store.js";

const SQUARES = table({
  name: "squares",
  normalisation: "none",
  columns: [
    { name: "root", type: "int32", unit: "1", meaning: "a whole number" },
    { name: "square", type: "float64", unit: "1", meaning: "its square" },
  ],
});

const ROOTS = table({
  name: "roots",
  normalisation: "none",
  columns: [{ name: "root", type: "float64", unit: "1", meaning: "a square root" }],
});

/** What a test does instead of a shard's work, before it is computed. */
export type Meddle = (shard: Shard, context: RunContext) => void | Promise<void>;

/** A small experiment of two tables, quick and without WASM. */
export function squares(meddle: Meddle = () => {}): Experiment {
  return experiment({
    name: "squares",
    question: "What are the squares?",
    config: object({
      shards: wholeNumber({ min: 1, max: 1000, default: 6, help: "number of shards" }),
      rows: wholeNumber({ min: 1, max: 1000, default: 10, help: "rows a shard" }),
    }),
    inputs: {},
    tables: { squares: SQUARES, roots: ROOTS },
    plan: ({ shards, rows }) =>
      Array.from({ length: shards }, (_, index) => ({
        ...shard(`s${index}`, { units: rows, memory: 100, label: "squares" }),
        part: { first: index * rows },
      })),
    async run({ rows }, shard, context) {
      await meddle(shard, context);
      const roots = Array.from({ length: rows }, (_, row) => shard.part.first + row);
      context.progress({ done: rows });
      return {
        squares: { root: Int32Array.from(roots), square: Float64Array.from(roots, (root) => root ** 2) },
        roots: { root: Float64Array.from(roots, Math.sqrt) },
      };
    },
    answer: async (_, { squares }) => ({
      sentences: [`There are ${squares.rows}.`],
      figures: [],
      claims: [],
      numbers: [
        {
          name: "largest",
          at: {},
          value: Math.max(...(await squares.column("root"))),
          unit: "1",
          meaning: "",
        },
      ],
    }),
  });
}

/** The same, and each square is multiplied by what an input holds where the config has more than one row. */
export function scaled(read: InputNeed<unknown>["read"]): Experiment {
  const plain = squares();
  return {
    ...plain,
    inputs: {
      factors: {
        help: "factors are given by --data factors:FILE",
        isNeeded: (config) => (config as { rows: number }).rows > 1,
        read,
      },
    },
    async run(config, shard, context) {
      const { roots, squares } = await plain.run(config, shard, context);
      const [factor = 1] = context.inputs.factors?.arrays.factor ?? [];
      const square = squares?.square as Float64Array;
      return { roots: roots as object, squares: { ...squares, square: square.map((of) => of * factor) } };
    },
  } as Experiment;
}

/** The same, `each` shards after each other sharing a draw. */
export function inDraws(experiment: Experiment, each: number, memory = 10): Experiment {
  const plan = (config: unknown) =>
    experiment.plan(config).map((shard, place) => ({
      ...shard,
      shares: { key: `draw${Math.floor(place / each)}`, cost: 1, memory },
    }));
  return { ...experiment, plan };
}

/** A shard of which only what a test looks at is said. */
export const shard = (id: string, about: Partial<Shard> = {}): Shard => ({
  id,
  label: "x",
  units: 1,
  unit: "rows",
  cost: 1,
  memory: 1,
  disk: 1,
  part: {},
  ...about,
});

export const BUILD: Build = {
  version: "1.0.0",
  wasm: "ab".repeat(32),
  backend: "strict",
  code: "ef".repeat(32),
};

/** Runs an experiment into a store. */
export async function runInto(
  store: Store,
  experiment: Experiment,
  options: { config?: object; build?: Build; executor?: Executor; inputs?: Inputs } & Watchers = {},
) {
  const { config = {}, build = BUILD, inputs = {}, executor, ...watchers } = options;
  const find = () => experiment;
  const folder = await RunFolder.start(store, plan(experiment, config, inputs, build), find);
  const made = await finish(folder, executor ?? inProcess(find, 1e9), inputs, {
    ...watchers,
    engine: "test",
  });
  return { folder, made };
}

export const runInMemory = (experiment: Experiment, options: Parameters<typeof runInto>[2] = {}) =>
  runInto(memoryStore(), experiment, options);
