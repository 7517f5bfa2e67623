import type { Shard } from "../experiment.js";
import { sharedData } from "../networks.js";
import { FILE_BYTES, piecesOf } from "../pieces.js";
import type { Config } from "./config.js";
import { CHECKPOINTS } from "./descend.js";

/** Some draws of one depth and size, every rung of them. */
export interface Part {
  readonly depth: number;
  readonly hidden: number;
  readonly first: number;
  readonly draws: number;
}

/** Operations a second of one core over paths, 4 a path, sample and gradient, 2 of a loss: the quick run takes 5.5 s of a loaded machine. */
const PATH_RATE = 3.2e8;
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
      const ofPaths =
        (paths * samples * (4 * steps * starts + 2 * pairs * (1 + overlaps.length + LOOKS * starts))) /
        PATH_RATE;
      const ofSpectra = (LOOKS * starts * ((4 * weights ** 3) / 3 + 4 * paths * weights)) / EIGENVALUE_RATE;
      const cost = PATH_RUNGS * (ofPaths + ofSpectra);
      return piecesOf(draws, cost).map(
        ({ first, count, suffix }): Shard<Part> => ({
          id: `h${depth + 1}-n${hidden}${suffix}`,
          label: `H=${depth + 1}, n₁=${hidden}`,
          units: count,
          unit: "draws",
          cost: count * cost,
          memory: 8 * paths * (samples + 4) + 40 * weights ** 2 + 6e7,
          disk: 3 * FILE_BYTES + 7 * count * (starts * 500 + overlaps.length * 60),
          shares: sharedData(dataOf(config)),
          part: { depth, hidden, first, draws: count },
        }),
      );
    }),
  );
}
