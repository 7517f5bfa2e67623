import { type Draws, drawingCost, drawShards, evaluationCost, walkMemory } from "../draws.js";
import type { Shard } from "../experiment.js";
import { mapCost, mapDisk } from "../maps.js";
import { FILE_BYTES } from "../pieces.js";
import type { Config } from "./config.js";

/**
 * Seconds of a descent by L-BFGS or gradient descent, with the spectrum and the count at its end, which take most of them. Measured at p = 3
 * and N = 4, 7 and 10 as processor time: 28, 62 and 83 µs.
 */
const descentCost = (n: number, p: number) => 7e-6 * n + 100 * (evaluationCost(n, p) - evaluationCost(n, 3));

/** Size by size, some whole draws a shard: a map, and the descents of every method in it. */
export function plan({ p, sizes, disorders, methods, descents }: Config): Shard<Draws>[] {
  return sizes.flatMap((n) => {
    const cost = mapCost(n, p) + methods.length * descents * descentCost(n, p) + drawingCost(n, p);
    // A draw has six minima at N = 10.
    const disk = (draws: number) => FILE_BYTES + mapDisk(n, p, draws) + draws * methods.length * 12 * 70;
    return drawShards(n, disorders, {
      ...{ units: methods.length * descents, unit: "descents", cost, disk },
      memory: (draws) => walkMemory(n, descents) + 2 * disk(draws),
    });
  });
}
