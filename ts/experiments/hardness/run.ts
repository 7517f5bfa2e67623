import { QUENCHED_MINIMA } from "../../glass/tables.js";
import { type Draws, glassesOf } from "../draws.js";
import { type ColumnsOf, joined, type RunContext, type Shard } from "../experiment.js";
import { WAYS } from "../ways.js";
import type { Config } from "./config.js";
import { runsOf } from "./plan.js";

/** Runs every way down of some draws. */
export async function run(config: Config, { part }: Shard<Draws>, { signal, progress }: RunContext) {
  const found: ColumnsOf<typeof QUENCHED_MINIMA>[] = [];
  let before = 0;
  for (const glass of glassesOf(config, part))
    for (const { method, sweeps, replicas } of runsOf(config, part.n)) {
      const runs = await WAYS[method].descend(glass, config, {
        ...{ replicas, sweeps, signal },
        onProgress: ({ done }) => progress({ done: before + done }),
      });
      before += replicas;
      found.push({ ...runs, sweeps: new Uint32Array(replicas).fill(sweeps) });
    }
  return { minima: joined(QUENCHED_MINIMA, found) };
}
