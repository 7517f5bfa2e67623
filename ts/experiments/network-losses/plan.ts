import type { Shard } from "../experiment.js";
import {
  gradientCost,
  lossCost,
  type Networks,
  samplesOf,
  sharedData,
  testSamplesOf,
  trainingCost,
  weightsOf,
} from "../networks.js";
import { FILE_BYTES, shardsOf } from "../pieces.js";
import type { Config } from "./config.js";

/** Networks trained side by side; fewer leave lanes empty. */
const TOGETHER = 16;

/** Size by size: a size is one shard, or several of like cost where it is long. */
export function plan(config: Config): Shard<Networks>[] {
  const { hidden, replicas, epochs } = config;
  const samples = samplesOf(config);
  return hidden.flatMap((units) => {
    const weights = weightsOf(units);
    // Of where it ends a gradient, and losses on both sets.
    const cost =
      trainingCost(weights, samples, epochs) +
      gradientCost(weights, samples) +
      lossCost(weights, samples + testSamplesOf(config));
    return shardsOf(replicas, {
      ...{ id: `n${units}`, label: `n₁=${units}`, unit: "networks", cost, shares: sharedData(config) },
      together: TOGETHER,
      memory: (count) => 64 * weights * Math.min(count, TOGETHER) + 8 * weights * count + 4e7,
      disk: (count) => FILE_BYTES + 90 * count,
      part: (first, count) => ({ hidden: units, first, replicas: count }),
    });
  });
}
