import type { SpinGlass } from "../../glass/spin-glass.js";
import { COMPARED_MINIMA, QUENCHED_MINIMA } from "../../glass/tables.js";
import { type Draws, glassesOf } from "../draws.js";
import { columnsOf, type RowOf, type RunContext, rowsIn, type Shard } from "../experiment.js";
import { WAYS } from "../ways.js";
import type { Config } from "./config.js";
import { isPolished, type Spending, spendingsOf } from "./plan.js";

/** Stops a descent before it begins, where the gradient of what went before it is as small: at T = 0.05 it is 0.5. */
const AT_ONCE = 1;

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
      const polished = isPolished(method)
        ? await polishedIndices(glass, config, { method, work, sweeps, runs }, signal)
        : undefined;
      const rows = rowsIn(QUENCHED_MINIMA, {
        ...found,
        sweeps: new Uint32Array(replicas * runs).fill(sweeps),
      });
      for (let replica = 0; replica < replicas; replica++) {
        const own = rows.slice(replica * runs, (replica + 1) * runs);
        const lowest = own.reduce((best, row) => (row.energy < best.energy ? row : best));
        const evaluations = own.reduce((sum, row) => sum + row.evaluations, 0);
        kept.push({ ...lowest, evaluations, work, runs, polished_index: polished?.[replica] ?? -1 });
      }
    }
  return { minima: columnsOf(COMPARED_MINIMA, kept) };
}

/** The indices of the critical points that the ends of a method itself are close to; −1 where Newton's method, which keeps the index, reaches none. */
async function polishedIndices(
  glass: SpinGlass,
  config: Config,
  { method, sweeps }: Spending,
  signal: AbortSignal | undefined,
): Promise<number[]> {
  const { replicas } = config;
  const ends = await WAYS[method].descend(glass, config, { replicas, sweeps, tolerance: AT_ONCE, signal });
  const { indices, statuses } = await glass.polish(ends.states, { tolerance: 1e-10, signal, project: true });
  return statuses.map((status, replica) => (status === "converged" ? (indices[replica] as number) : -1));
}
