import { DISORDERED_MINIMA } from "../../glass/tables.js";
import { glassesOf } from "../draws.js";
import { type ColumnsOf, joined, type RunContext, type Shard } from "../experiment.js";
import type { Config } from "./config.js";
import type { Part } from "./plan.js";

/** Descends from the starts of some draws. */
export async function run(config: Config, { part }: Shard<Part>, { signal, progress }: RunContext) {
  const { p, seed, replicas, method, tolerance } = config;
  const { disorder } = part;
  const found: ColumnsOf<typeof DISORDERED_MINIMA>[] = [];
  for (const glass of glassesOf({ p, seed, disorder }, part)) {
    const before = found.length * replicas;
    const descents = await glass.descents({
      ...{ replicas, seed: glass.disorderSeed, method, tolerance, signal },
      onProgress: ({ done }) => progress({ done: before + done }),
    });
    found.push({ ...descents, disorder: descents.status.map(() => disorder) });
  }
  return { minima: joined(DISORDERED_MINIMA, found) };
}
