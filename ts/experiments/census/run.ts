import { type Draws, glassesOf } from "../draws.js";
import type { RunContext, Shard } from "../experiment.js";
import { Graphs } from "../graphs.js";
import { Maps } from "../maps.js";
import type { Config } from "./config.js";

/** Maps some draws, and connects the minima of the first ones. */
export async function run(config: Config, { part }: Shard<Draws>, { signal, progress }: RunContext) {
  const maps = new Maps();
  const graphs = new Graphs();
  let done = 0;
  for (const glass of glassesOf(config, part)) {
    const map = await maps.add(glass, signal);
    if (part.first + done < config.connected)
      await graphs.add(glass, { ...map, complete: map.metadata.complete === "true" }, signal);
    progress({ done: ++done });
  }
  return { ...maps.tables, ...graphs.tables };
}
