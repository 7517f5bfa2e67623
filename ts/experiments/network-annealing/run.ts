import { type Trainings, trainings } from "../../network/index.js";
import { COMPARED_NETWORKS, NETWORKS } from "../../network/tables.js";
import { columnsOf, deriveSeed, rowsIn, type Shard } from "../experiment.js";
import { type NetworkContext, setsOf } from "../networks.js";
import type { Config } from "./config.js";
import type { Part } from "./plan.js";
import { temperaturesOf } from "./temperatures.js";

/** Anneals some networks, and trains each of them from the same start by as many evaluations of SGD as its own annealing took. */
export async function run(config: Config, { part }: Shard<Part>, context: NetworkContext) {
  const { hidden, sweeps, first, replicas } = part;
  const { train, test } = setsOf(config, context);
  const { batchSize, learningRate, momentum, activation, loss, biases, initial } = config;
  const architecture = { layers: [train.features, hidden, train.classes], activation, loss, biases };
  const common = {
    ...{ ...architecture, initial, seed: deriveSeed(config.seed, hidden, 0) },
    ...{ train, test, signal: context.signal },
  };
  const rows = ({ networks }: Trainings) => rowsIn(NETWORKS, networks).map((row) => ({ ...row, sweeps }));
  const annealed = rows(
    await trainings({
      ...{ ...common, first, replicas, method: "simulated-annealing", sweeps },
      ...temperaturesOf(config, architecture, train),
      onProgress: context.progress,
    }),
  );
  const descended: typeof annealed = [];
  for (const group of runsOf(annealed, ({ evaluations }) => evaluations)) {
    const [{ replica, evaluations }] = group;
    // A schedule of whatever length that ends at rate 0, as annealing's temperatures end.
    const recipe = { epochs: evaluations, batchSize, learningRate, momentum, schedule: "cosine" } as const;
    descended.push(
      ...rows(await trainings({ ...common, ...recipe, first: replica, replicas: group.length })),
    );
  }
  return { networks: columnsOf(COMPARED_NETWORKS, [...annealed, ...descended]) };
}

type Run<T> = [T, ...T[]];

/** Neighbours of one key, which are trained side by side. */
function runsOf<T>(all: readonly T[], key: (of: T) => number): Run<T>[] {
  const runs: Run<T>[] = [];
  for (const one of all) {
    const last = runs.at(-1);
    if (last !== undefined && key(last[0]) === key(one)) last.push(one);
    else runs.push([one]);
  }
  return runs;
}
