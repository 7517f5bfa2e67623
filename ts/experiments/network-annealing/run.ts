import { type Trainings, trainings } from "../../network/index.js";
import { COMPARED_NETWORKS, NETWORKS } from "../../network/tables.js";
import { mean } from "../../statistics/moments.js";
import { columnsOf, deriveSeed, rowsIn, type Shard } from "../experiment.js";
import { type NetworkContext, setsOf } from "../networks.js";
import type { Config } from "./config.js";
import type { Part } from "./plan.js";

/** Anneals some networks, and trains the same ones, from the same starts, by as many evaluations of SGD. */
export async function run(config: Config, { part }: Shard<Part>, context: NetworkContext) {
  const { hidden, sweeps, first, replicas } = part;
  const { train, test } = setsOf(config, context);
  const { from, to, batchSize, learningRate, momentum, activation, loss, biases, initial } = config;
  const which = {
    ...{ layers: [train.features, hidden, train.classes], activation, loss, biases, initial },
    ...{ seed: deriveSeed(config.seed, hidden, 0), first, replicas, train, test, signal: context.signal },
  };
  const annealed = await trainings({
    ...{ ...which, method: "simulated-annealing", from, to, sweeps },
    onProgress: context.progress,
  });
  const work = Math.max(1, Math.round(mean(annealed.networks.evaluations)));
  // A schedule of whatever length that ends at rate 0, as annealing's temperatures end.
  const descended = await trainings({
    ...{ ...which, epochs: work, batchSize, learningRate, momentum, schedule: "cosine" },
  });
  const rows = ({ networks }: Trainings) => rowsIn(NETWORKS, networks).map((row) => ({ ...row, sweeps }));
  return { networks: columnsOf(COMPARED_NETWORKS, [annealed, descended].flatMap(rows)) };
}
