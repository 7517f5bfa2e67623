import { trainings } from "../../network/trainings.js";
import { deriveSeed, type Shard } from "../experiment.js";
import { type NetworkContext, setsOf } from "../networks.js";
import type { Config } from "./config.js";
import type { Part } from "./plan.js";

/** Trains some networks of a size. */
export async function run(
  config: Config,
  { part: { hidden, first, replicas } }: Shard<Part>,
  context: NetworkContext,
) {
  const { train, test } = setsOf(config, context);
  const { epochs, batchSize, learningRate, decay, momentum, activation, loss, biases, initial } = config;
  const { networks } = await trainings({
    layers: [train.features, hidden, train.classes],
    ...{ epochs, batchSize, learningRate, decay, momentum, activation, loss, biases, initial },
    seed: deriveSeed(config.seed, hidden, 0),
    first,
    replicas,
    train,
    test,
    signal: context.signal,
    onProgress: context.progress,
  });
  return { networks };
}
