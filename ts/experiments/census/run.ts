import { type Draws, glassesOf } from "../draws.js";
import type { RunContext, Shard } from "../experiment.js";
import { Maps } from "../maps.js";
import type { Config } from "./config.js";

/** Maps some draws. */
export async function run(config: Config, { part }: Shard<Draws>, { signal, progress }: RunContext) {
  const maps = new Maps();
  let done = 0;
  for (const glass of glassesOf(config, part)) {
    await maps.add(glass, signal);
    progress({ done: ++done });
  }
  return maps.tables;
}
