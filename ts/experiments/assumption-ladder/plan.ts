import type { Shard } from "../experiment.js";
import { sharedData } from "../networks.js";
import { FILE_BYTES, shardsOf } from "../pieces.js";
import type { Config } from "./config.js";
import { CHECKPOINTS } from "./descend.js";

/** Some draws of one depth and size, every rung of them. */
export interface Part {
  readonly depth: number;
  readonly hidden: number;
  readonly first: number;
  readonly draws: number;
}

/**
 * Operations a second of one core over paths, 4 a path, sample and gradient, 2 of a loss, and seconds of a sample besides. Measured as processor time on
 * a loaded machine: a draw of the defaults on MNIST takes 7.0 s at H = 2 and 22.3 s at H = 3, and the quick run 5.5 s.
 */
const PATH_RATE = 5e8;
const SAMPLE_COST = 8e-7;
/** Places on the way of a descent whose energy and spectrum are looked at. */
const LOOKS = CHECKPOINTS + 1;
/** Rungs whose loss is one of paths and samples. */
const PATH_RUNGS = 4;
const EIGENVALUE_RATE = 8e9;

/** What is read of a data set: no test sample. */
export const dataOf = ({ data, samples, draws }: Config) => ({
  data,
  trainSamples: samples * draws,
  testSamples: 1,
});

/** Depth by depth, size by size, some draws a shard. */
export function plan(config: Config): Shard<Part>[] {
  const { depths, hidden: sizes, features, classes, samples, draws, starts, steps, pairs, overlaps } = config;
  return depths.flatMap((depth) =>
    sizes.flatMap((hidden) => {
      const paths = features * hidden ** depth * classes;
      const weights = hidden * (features + (depth - 1) * hidden + classes);
      const gradients = steps * starts;
      const losses = pairs * (1 + overlaps.length + LOOKS * starts);
      const ofPaths =
        samples * ((paths * (4 * gradients + 2 * losses)) / PATH_RATE + (gradients + losses) * SAMPLE_COST);
      const ofSpectra = (LOOKS * starts * ((4 * weights ** 3) / 3 + 4 * paths * weights)) / EIGENVALUE_RATE;
      const cost = PATH_RUNGS * (ofPaths + ofSpectra);
      return shardsOf(draws, {
        ...{ id: `h${depth + 1}-n${hidden}`, label: `H=${depth + 1}, n₁=${hidden}`, unit: "draws", cost },
        memory: () => 8 * paths * (samples + 4) + 40 * weights ** 2 + 6e7,
        disk: (count) => 3 * FILE_BYTES + 7 * count * (starts * 500 + overlaps.length * 60),
        shares: sharedData(dataOf(config)),
        part: (first, count) => ({ depth, hidden, first, draws: count }),
      });
    }),
  );
}
