import type { Shard } from "../experiment.js";
import { GRADIENT_RATE, samplesOf, sharedData, TRAINING_RATE, weightsOf } from "../networks.js";
import type { Config } from "./config.js";

/** Some networks of one size. */
export interface Part {
  readonly hidden: number;
  readonly first: number;
  readonly replicas: number;
}

const TARGET_COST = 4;
/** Networks trained side by side; fewer leave lanes empty. */
const TOGETHER = 16;

/** Size by size: a size is one shard, or several of like cost where it is long. */
export function plan(config: Config): Shard<Part>[] {
  const { hidden, replicas, epochs } = config;
  const samples = samplesOf(config);
  return hidden.flatMap((units) => {
    const weights = weightsOf(units);
    const pass = 6 * weights * samples;
    // The losses and the gradient that are reported are one more, in f64.
    const costOf = (count: number) => count * pass * (epochs / TRAINING_RATE + 1 / GRADIENT_RATE);
    const groups = Math.ceil(replicas / TOGETHER);
    const pieces = Math.min(groups, Math.max(1, Math.round(costOf(replicas) / TARGET_COST)));
    const edge = (piece: number) => Math.min(replicas, TOGETHER * Math.floor((piece * groups) / pieces));
    return Array.from({ length: pieces }, (_, piece): Shard<Part> => {
      const [first, count] = [edge(piece), edge(piece + 1) - edge(piece)];
      return {
        id: pieces > 1 ? `n${units}-part${piece}` : `n${units}`,
        label: `n₁=${units}`,
        units: count,
        unit: "networks",
        cost: costOf(count),
        memory: 64 * weights * Math.min(count, TOGETHER) + 8 * weights * count + 4e7,
        shares: sharedData(config),
        part: { hidden: units, first, replicas: count },
      };
    });
  });
}
