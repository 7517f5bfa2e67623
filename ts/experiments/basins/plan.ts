import { type Draws, drawingCost, drawPieces, evaluationCost, walkMemory } from "../draws.js";
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
    return drawPieces(n, disorders, cost).map(({ suffix, ...part }): Shard<Draws> => {
      // A draw has six minima at N = 10.
      const disk = FILE_BYTES + mapDisk(n, p, part.draws) + part.draws * methods.length * 12 * 70;
      return {
        id: `n${n}${suffix}`,
        label: `N=${n}`,
        units: part.draws * methods.length * descents,
        unit: "descents",
        cost: part.draws * cost,
        memory: walkMemory(n, descents) + 2 * disk,
        disk,
        part,
      };
    });
  });
}
