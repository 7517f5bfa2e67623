import type { Experiment } from "../../experiments/experiment.js";
import { computeShard } from "./compute-shard.js";
import type { Executor } from "./executor.js";
import { Shared } from "./shared.js";

/** Computes in the thread of the caller, one shard at a time. */
export function inProcess(find: (name: string) => Experiment, memory: number): Executor {
  const shared = new Shared();
  return {
    slots: 1,
    memory,
    async run(_, task, context) {
      try {
        return await computeShard(find(task.run.experiment), task, context, shared);
      } catch (error) {
        shared.free();
        throw error;
      }
    },
    renew: () => shared.free(),
    close: async () => shared.free(),
  };
}
