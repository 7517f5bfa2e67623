import { couplingsOf } from "../../glass/fields.js";
import { type Draws, drawingCost, drawShards, evaluationCost, walkMemory } from "../draws.js";
import type { Shard } from "../experiment.js";
import { FILE_BYTES } from "../pieces.js";
import type { Config } from "./config.js";

/** Evaluations a step of Heun's method. */
const EVALUATIONS = 2;

/** Size by size, some whole draws a shard. */
export function plan({ p, sizes, disorders, replicas, times, timeStep }: Config): Shard<Draws>[] {
  // Each told time ends a step, so that there are as many more of them at most.
  const steps = (times.at(-1) as number) / timeStep + times.length / 2;
  return sizes.flatMap((n) => {
    const cost = replicas * steps * EVALUATIONS * evaluationCost(n, p) + drawingCost(n, p);
    return drawShards(n, disorders, {
      ...{ units: replicas, unit: "replicas", cost },
      memory: (draws) =>
        walkMemory(n, replicas) + 8 * couplingsOf(n, p) + 64 * draws * replicas * times.length,
      disk: (draws) => FILE_BYTES + 50 * draws * replicas * times.length,
    });
  });
}
