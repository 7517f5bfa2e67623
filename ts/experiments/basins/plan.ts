import { descentCost } from "../descent-costs.js";
import { type Draws, drawingCost, drawShards, walkMemory } from "../draws.js";
import type { Shard } from "../experiment.js";
import { mapCost, mapDisk } from "../maps.js";
import { FILE_BYTES } from "../pieces.js";
import type { Config } from "./config.js";

/** Size by size, some whole draws a shard: a map, and the descents of every method in it. */
export function plan({ p, sizes, disorders, methods, descents }: Config): Shard<Draws>[] {
  return sizes.flatMap((n) => {
    const down = methods.reduce((sum, method) => sum + descents * descentCost(method, n, p), 0);
    const cost = mapCost(n, p) + down + drawingCost(n, p);
    // A draw has six minima at N = 10.
    const disk = (draws: number) => FILE_BYTES + mapDisk(n, p, draws) + draws * methods.length * 12 * 70;
    return drawShards(n, disorders, {
      ...{ units: methods.length * descents, unit: "descents", cost, disk },
      memory: (draws) => walkMemory(n, descents) + 2 * disk(draws),
    });
  });
}
