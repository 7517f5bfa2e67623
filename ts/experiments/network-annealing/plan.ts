import type { Shard } from "../experiment.js";
import { samplesOf, sharedData, TRAINING_RATE, weightsOf } from "../networks.js";
import { FILE_BYTES, piecesOf } from "../pieces.js";
import type { Config } from "./config.js";

/** Some networks of one size, annealed by one schedule. */
export interface Part {
  readonly hidden: number;
  readonly sweeps: number;
  readonly first: number;
  readonly replicas: number;
}

/**
 * Evaluations of a sweep, and operations a second of one core, counting 6 a weight and sample of an evaluation: 8.7 and 10 of them at 6.1e8
 * and 7.9e8 with 10 and 25 hidden units on 500 digits, as processor time on a loaded machine.
 */
const EVALUATIONS = 10;
const ANNEALING_RATE = 6.5e8;

/** Size by size, schedule by schedule: one shard, or several of like cost where it is long. */
export function plan(config: Config): Shard<Part>[] {
  const { replicas } = config;
  return config.hidden.flatMap((hidden) =>
    config.sweeps.flatMap((sweeps) => {
      const weights = weightsOf(hidden);
      const work = 6 * weights * samplesOf(config) * EVALUATIONS * sweeps;
      const cost = work * (1 / ANNEALING_RATE + 1 / TRAINING_RATE);
      return piecesOf(replicas, cost).map(
        ({ first, count, suffix }): Shard<Part> => ({
          id: `n${hidden}-sweeps${sweeps}${suffix}`,
          label: `n₁=${hidden}`,
          units: count,
          unit: "networks",
          cost: count * cost,
          // What every unit holds on every sample, twice.
          memory: 32 * hidden * samplesOf(config) + 64 * weights * count + 6e7,
          disk: FILE_BYTES + 200 * count,
          shares: sharedData(config),
          part: { hidden, sweeps, first, replicas: count },
        }),
      );
    }),
  );
}
