import type { Shard } from "../experiment.js";
import {
  FEATURES,
  gradientCost,
  LONE_TRAINING_RATE,
  lossCost,
  type Networks,
  samplesOf,
  sharedData,
  testSamplesOf,
  weightsOf,
} from "../networks.js";
import { FILE_BYTES, shardsOf } from "../pieces.js";
import type { Config } from "./config.js";

/**
 * Seconds of a step beside its gradient, and besides where weights are cut again, at once and by weight; and of a number of a drawn batch.
 *
 * Measured as processor time on a loaded machine, strict build, in batches of 100: steps of values take 0.39, 0.65 and 0.96 ms with 10, 25 and 50
 * hidden units, those of weights 0.58, 0.79 and 1.4 ms, and drawing a batch 0.8 ms.
 */
const STEP_COST = 2e-4;
const CUT_COST = 1e-4;
const CUT_COST_OF_WEIGHT = 5e-8;
const DRAWING_COST = 8e-8;

/** Size by size, as many networks a shard as take the target's time. */
export function plan(config: Config): Shard<Networks>[] {
  const { hidden, replicas, epochs, values, assignments, steps, batchSize } = config;
  const samples = samplesOf(config);
  return hidden.flatMap((units) => {
    const weights = weightsOf(units);
    // By k-means a cut is trained twice, a random one once; each is looked at before and after.
    const cuts = values.length * assignments.length;
    const recut = values.length * assignments.filter((of) => of !== "random").length;
    const looks = 2 * cuts + recut;
    const step = gradientCost(weights, batchSize) + STEP_COST;
    const cost =
      (6 * weights * samples * epochs) / LONE_TRAINING_RATE +
      steps *
        (DRAWING_COST * batchSize * FEATURES +
          cuts * step +
          recut * (step + CUT_COST + CUT_COST_OF_WEIGHT * weights)) +
      looks * lossCost(weights, samples + testSamplesOf(config));
    return shardsOf(replicas, {
      ...{ id: `n${units}`, label: `n₁=${units}`, unit: "networks", cost, shares: sharedData(config) },
      memory: (count) =>
        8 * FEATURES * (steps * batchSize + samples) +
        4 * weights * Math.max(...values) +
        64 * weights * count +
        6e7,
      disk: (count) => 2 * FILE_BYTES + count * (90 + 80 * looks),
      part: (first, count) => ({ hidden: units, first, replicas: count }),
    });
  });
}
