import { canonicalJson } from "../../base/canonical.js";
import type { Experiment, RunContext, Shard } from "../../experiments/experiment.js";
import { backend, build } from "../../wasm/loader.js";

/** One shard to compute, as plain data. */
export interface Task {
  readonly experiment: string;
  readonly config: object;
  readonly shard: Shard;
}

/** A shard's tables as Arrow files. */
export type ShardFiles = Readonly<Record<string, { readonly bytes: Uint8Array; readonly rows: number }>>;

/** Computes shards somewhere, and knows nothing of what they are. */
export interface Executor {
  /** How many shards it computes at once. */
  readonly slots: number;
  /** How many bytes the shards at work may need together. */
  readonly memory: number;
  /** @throws AbortedError  WorkerCrashedError  whatever the experiment throws */
  run(task: Task, context: RunContext): Promise<ShardFiles>;
  close(): Promise<void>;
}

/** Computes in the thread of the caller, one shard at a time. */
export function inProcess(find: (name: string) => Experiment, memory: number): Executor {
  return {
    slots: 1,
    memory,
    run: (task, context) => compute(find(task.experiment), task, context),
    close: async () => {},
  };
}

/** The work itself, the same wherever it is done. */
export async function compute(experiment: Experiment, task: Task, context: RunContext): Promise<ShardFiles> {
  const made = await experiment.run(task.config, task.shard, context);
  const { buildTable, toBytes } = await import("../../tables/index.js");
  const provenance = {
    version: build.version,
    config: canonicalJson(task.config),
    backend: backend(),
    experiment: experiment.name,
  };
  return Object.fromEntries(
    Object.entries(experiment.tables).map(([name, spec]) => {
      const columns = made[name];
      if (columns === undefined) throw new Error(`${experiment.name} left no table ${name}`);
      const table = buildTable(spec, columns, { ...provenance, normalisation: spec.normalisation });
      return [name, { bytes: toBytes(table), rows: table.numRows }];
    }),
  );
}
