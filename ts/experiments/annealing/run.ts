import { COMPARED_MINIMA, QUENCHED_MINIMA } from "../../glass/tables.js";
import { type Draws, glassesOf } from "../draws.js";
import { columnsOf, type RowOf, type RunContext, rowsIn, type Shard } from "../experiment.js";
import { WAYS } from "../ways.js";
import type { Config } from "./config.js";
import { spendingsOf } from "./plan.js";

/** Goes every way down in some draws, and keeps the lowest run of each replica with the work of all its runs. */
export async function run(config: Config, { part }: Shard<Draws>, { signal, progress }: RunContext) {
  const { replicas } = config;
  const kept: RowOf<typeof COMPARED_MINIMA>[] = [];
  let before = 0;
  for (const glass of glassesOf(config, part))
    for (const { method, work, sweeps, runs } of spendingsOf(config, part.n)) {
      const found = await WAYS[method].descend(glass, config, {
        ...{ replicas: replicas * runs, sweeps, signal },
        onProgress: ({ done }) => progress({ done: before + done }),
      });
      before += replicas * runs;
      const rows = rowsIn(QUENCHED_MINIMA, {
        ...found,
        sweeps: new Uint32Array(replicas * runs).fill(sweeps),
      });
      for (let replica = 0; replica < replicas; replica++) {
        const own = rows.slice(replica * runs, (replica + 1) * runs);
        const lowest = own.reduce((best, row) => (row.energy < best.energy ? row : best));
        const evaluations = own.reduce((sum, row) => sum + row.evaluations, 0);
        kept.push({ ...lowest, evaluations, work, runs });
      }
    }
  return { minima: columnsOf(COMPARED_MINIMA, kept) };
}
