import type { Shard } from "../experiment.js";
import {
  gradientCost,
  lossCost,
  samplesOf,
  sharedData,
  testSamplesOf,
  trainingCost,
  weightsOf,
} from "../networks.js";
import { FILE_BYTES, piecesOf } from "../pieces.js";
import type { Config } from "./config.js";

/** Some networks of one size. */
export interface Part {
  readonly hidden: number;
  readonly first: number;
  readonly replicas: number;
}

/** Networks trained side by side; fewer leave lanes empty. */
const TOGETHER = 16;

/** Size by size: a size is one shard, or several of like cost where it is long. */
export function plan(config: Config): Shard<Part>[] {
  const { hidden, replicas, epochs } = config;
  const samples = samplesOf(config);
  return hidden.flatMap((units) => {
    const weights = weightsOf(units);
    // Of where it ends a gradient, and losses on both sets.
    const cost =
      trainingCost(weights, samples, epochs) +
      gradientCost(weights, samples) +
      lossCost(weights, samples + testSamplesOf(config));
    return piecesOf(replicas, cost, TOGETHER).map(
      ({ first, count, suffix }): Shard<Part> => ({
        id: `n${units}${suffix}`,
        label: `n₁=${units}`,
        units: count,
        unit: "networks",
        cost: count * cost,
        memory: 64 * weights * Math.min(count, TOGETHER) + 8 * weights * count + 4e7,
        disk: FILE_BYTES + 90 * count,
        shares: sharedData(config),
        part: { hidden: units, first, replicas: count },
      }),
    );
  });
}
