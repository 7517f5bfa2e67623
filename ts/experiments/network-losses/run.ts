import { trainings } from "../../network/trainings.js";
import type { Shard } from "../experiment.js";
import { type NetworkContext, type Networks, setsOf, trainingOf } from "../networks.js";
import type { Config } from "./config.js";

/** Trains some networks of a size. */
export async function run(
  config: Config,
  { part: { hidden, first, replicas } }: Shard<Networks>,
  context: NetworkContext,
) {
  const { train, test } = setsOf(config, context);
  const { architecture, recipe, seed } = trainingOf(config, hidden, train);
  const { networks } = await trainings({
    ...{ ...architecture, ...recipe, seed, first, replicas, train, test },
    signal: context.signal,
    onProgress: context.progress,
  });
  return { networks };
}
