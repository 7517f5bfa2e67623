import type { Shard } from "../experiment.js";
import { CLASSES, FEATURES, samplesOf, sharedData, TRAINING_RATE } from "../networks.js";
import { FILE_BYTES, piecesOf } from "../pieces.js";
import type { Config } from "./config.js";

/** Some networks of one depth and size. */
export interface Part {
  readonly depth: number;
  readonly hidden: number;
  readonly first: number;
  readonly replicas: number;
}

/** Operations a second of one core: of losses at pairs of weights, and of sums over hidden parts of paths, samples and inputs. */
const LOSS_RATE = 2e9;
const PATH_RATE = 4e8;

/** Layers of such a network, for estimates of cost. */
const layersOf = ({ depth, hidden }: Pick<Part, "depth" | "hidden">) => [
  FEATURES,
  ...new Array<number>(depth).fill(hidden),
  CLASSES,
];

/** Depth by depth, size by size: one shard, or several of like cost where it is long. */
export function plan(config: Config): Shard<Part>[] {
  const { depths, hidden: sizes, replicas, epochs, auditSamples, pairs, overlaps } = config;
  return depths.flatMap((depth) =>
    sizes.flatMap((hidden) => {
      const layers = layersOf({ depth, hidden });
      const weights = layers.slice(1).reduce((sum, width, k) => sum + width * (layers[k] as number), 0);
      const samples = Math.min(auditSamples, samplesOf(config));
      const training = (6 * weights * samplesOf(config) * epochs) / TRAINING_RATE;
      const losses = (4 * weights * samples * pairs * (1 + overlaps.length)) / LOSS_RATE;
      const paths = (2 * hidden ** depth * FEATURES * samples) / PATH_RATE;
      const cost = training + losses + paths;
      return piecesOf(replicas, cost).map(
        ({ first, count, suffix }): Shard<Part> => ({
          id: `h${depth + 1}-n${hidden}${suffix}`,
          label: `H=${depth + 1}, n₁=${hidden}`,
          units: count,
          unit: "networks",
          cost: count * cost,
          memory: 64 * weights * count + 2 * hidden ** depth * samples + 30 * FEATURES * samples + 6e7,
          disk: FILE_BYTES + 3500 * count,
          shares: sharedData(config),
          part: { depth, hidden, first, replicas: count },
        }),
      );
    }),
  );
}
