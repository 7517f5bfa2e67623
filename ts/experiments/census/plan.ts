import { type Draws, drawingCost, drawPieces } from "../draws.js";
import type { Shard } from "../experiment.js";
import { mapCost, mapDisk } from "../maps.js";
import { type Config, drawsOf } from "./config.js";

/** Size by size, some whole draws a shard. */
export function plan(config: Config): Shard<Draws>[] {
  const { p, sizes } = config;
  return sizes.flatMap((n) => {
    const cost = mapCost(n, p) + drawingCost(n, p);
    return drawPieces(n, drawsOf(config, n), cost).map(
      ({ suffix, ...part }): Shard<Draws> => ({
        id: `n${n}${suffix}`,
        label: `N=${n}`,
        units: part.draws,
        unit: "maps",
        cost: part.draws * cost,
        memory: 4e7 + 2 * mapDisk(n, p, part.draws),
        disk: mapDisk(n, p, part.draws),
        part,
      }),
    );
  });
}
