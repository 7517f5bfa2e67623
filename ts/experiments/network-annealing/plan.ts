import type { Shard } from "../experiment.js";
import { LONE_TRAINING_RATE, type Networks, samplesOf, sharedData, weightsOf } from "../networks.js";
import { FILE_BYTES, shardsOf } from "../pieces.js";
import type { Config } from "./config.js";

/** Some networks of one size, annealed by one schedule. */
export interface Part extends Networks {
  readonly sweeps: number;
}

/**
 * Evaluations of a sweep, and operations a second of one core, counting 6 a weight and sample of an evaluation; of SGD those of a network
 * trained alone, as all but neighbours of equal work are. Measured as processor time on a loaded machine, strict build: with 5 and 10 hidden
 * units on 500 digits 24 to 37 evaluations at 4.2e9 to 5.8e9, with 10 and 25 on 1000 of MNIST 30 at 5.5e9 and 8e9, with 10, 25 and 50 on 3000 24, 33 and 49 at 3.9e9 to 4.3e9, and SGD at 1.3e10 to 1.9e10.
 */
const EVALUATIONS = 30;
const ANNEALING_RATE = 5e9;

/** Size by size, schedule by schedule: one shard, or several of like cost where it is long. */
export function plan(config: Config): Shard<Part>[] {
  return config.hidden.flatMap((hidden) =>
    config.sweeps.flatMap((sweeps) => {
      const weights = weightsOf(hidden);
      const work = 6 * weights * samplesOf(config) * EVALUATIONS * sweeps;
      const cost = work * (1 / ANNEALING_RATE + 1 / LONE_TRAINING_RATE);
      return shardsOf(config.replicas, {
        ...{ id: `n${hidden}-sweeps${sweeps}`, label: `n₁=${hidden}`, unit: "networks", cost },
        // What every unit holds on every sample, twice.
        memory: (count) => 32 * hidden * samplesOf(config) + 64 * weights * count + 6e7,
        disk: (count) => FILE_BYTES + 200 * count,
        shares: sharedData(config),
        part: (first, count) => ({ hidden, sweeps, first, replicas: count }),
      });
    }),
  );
}
