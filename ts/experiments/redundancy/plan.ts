import type { Shard } from "../experiment.js";
import { FEATURES, GRADIENT_RATE, samplesOf, sharedData, weightsOf } from "../networks.js";
import { FILE_BYTES, piecesOf } from "../pieces.js";
import type { Config } from "./config.js";

/** Some networks of one size. */
export interface Part {
  readonly hidden: number;
  readonly first: number;
  readonly replicas: number;
}

/** Operations a second of SGD of a network trained alone, counting 6 a weight and sample. */
const SGD_RATE = 1.5e10;
/** Seconds of a step beside its gradient: a network is made of the cut, and freed. */
const STEP_COST = 1.5e-4;

/** Size by size, as many networks a shard as take the target's time. */
export function plan(config: Config): Shard<Part>[] {
  const { hidden, replicas, epochs, values, assignments, steps, batchSize } = config;
  const samples = samplesOf(config);
  return hidden.flatMap((units) => {
    const weights = weightsOf(units);
    // By k-means a cut is trained twice, a random one once; each is looked at before and after.
    const trainings = values.length * assignments.reduce((sum, of) => sum + (of === "random" ? 1 : 2), 0);
    const looks = trainings + values.length * assignments.length;
    const cost =
      (6 * weights * samples * epochs) / SGD_RATE +
      trainings * steps * ((6 * weights * batchSize) / GRADIENT_RATE + STEP_COST) +
      (looks * 2 * weights * samples) / GRADIENT_RATE;
    return piecesOf(replicas, cost).map(
      ({ first, count, suffix }): Shard<Part> => ({
        id: `n${units}${suffix}`,
        label: `n₁=${units}`,
        units: count,
        unit: "networks",
        cost: count * cost,
        memory:
          8 * FEATURES * (steps * batchSize + samples) +
          4 * weights * Math.max(...values) +
          64 * weights * count +
          6e7,
        disk: 2 * FILE_BYTES + count * (90 + 80 * looks),
        shares: sharedData(config),
        part: { hidden: units, first, replicas: count },
      }),
    );
  });
}
