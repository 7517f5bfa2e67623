import { type Draws, drawingCost, drawPieces } from "../draws.js";
import type { Shard } from "../experiment.js";
import { connectedIn, graphCost, mapGraphDisk } from "../graphs.js";
import { mapCost, mapDisk } from "../maps.js";
import { FILE_BYTES } from "../pieces.js";
import { type Config, drawsOf } from "./config.js";

/** Size by size, some whole draws a shard. */
export function plan(config: Config): Shard<Draws>[] {
  const { p, sizes } = config;
  return sizes.flatMap((n) => {
    const cost = mapCost(n, p) + drawingCost(n, p);
    return drawPieces(n, drawsOf(config, n), cost).map(({ suffix, ...part }): Shard<Draws> => {
      const connected = connectedIn(part, config.connected);
      const disk = 2 * FILE_BYTES + mapDisk(n, p, part.draws) + connected * mapGraphDisk(n, p);
      return {
        id: `n${n}${suffix}`,
        label: `N=${n}`,
        units: part.draws,
        unit: "maps",
        cost: part.draws * cost + connected * graphCost(n, p),
        memory: 4e7 + 2 * disk,
        disk,
        part,
      };
    });
  });
}
