import { descentCost } from "../descent-costs.js";
import { type Draws, drawingCost, drawPieces, walkMemory } from "../draws.js";
import type { Shard } from "../experiment.js";
import { mapCost, mapDisk } from "../maps.js";
import { FILE_BYTES } from "../pieces.js";
import type { Config } from "./config.js";

/** Size by size, some whole draws a shard: a map, and the descents of every method in it. */
export function plan({ p, sizes, disorders, methods, descents }: Config): Shard<Draws>[] {
  return sizes.flatMap((n) => {
    const down = methods.reduce((sum, method) => sum + descents * descentCost(method, n, p), 0);
    const cost = mapCost(n, p) + down + drawingCost(n, p);
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
