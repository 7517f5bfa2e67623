import { canonicalJson } from "../../base/canonical.js";
import type { Experiment } from "../../experiments/experiment.js";
import { provenanceOf } from "../identity.js";
import type { ShardFiles, Task, TaskContext } from "./executor.js";
import type { Shared } from "./shared.js";

/** The work itself, the same wherever it is done. */
export async function computeShard(
  experiment: Experiment,
  { run, shard }: Task,
  context: TaskContext,
  shared: Shared,
): Promise<ShardFiles> {
  const { experiment: name, config, inputs } = run;
  const made = await experiment.run(config, shard, {
    ...context,
    shared: (key, make) => shared.of(canonicalJson([name, config, inputs, key]), make),
  });
  const { buildTable, toBytes } = await import("../../tables/index.js");
  return Object.fromEntries(
    Object.entries(experiment.tables).map(([table, spec]) => {
      const columns = made[table];
      if (columns === undefined) throw new Error(`${name} left no table ${table}`);
      const built = buildTable(spec, columns, provenanceOf(run, spec));
      return [table, { bytes: toBytes(built), rows: built.numRows }];
    }),
  );
}
