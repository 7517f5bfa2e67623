import type { Experiment, InputData } from "../../experiments/experiment.js";
import { computeShard } from "./compute-shard.js";
import type { ShardFiles, Task } from "./executor.js";
import type { Request, ServerPort } from "./protocol.js";
import { Shared } from "./shared.js";
import { toWire } from "./wire.js";

type Start = (options: { source: WebAssembly.Module }) => Promise<void>;

/** Answers one end of the protocol: the whole life of a worker. `start` is `init`, `find` is `findExperiment`. */
export function serve(port: ServerPort, start: Start, find: (name: string) => Experiment): void {
  const delivered = new Map<string, InputData>();
  const shared = new Shared();
  let started: Promise<void> | undefined;

  const compute = async (task: Task): Promise<ShardFiles> => {
    await started;
    const inputs = Object.entries(task.run.inputs).map(([name, hash]) => [name, delivered.get(hash)]);
    const context = {
      inputs: Object.fromEntries(inputs),
      progress: ({ done }: { done: number }) => port.post({ kind: "progress", done }, []),
    };
    return computeShard(find(task.run.experiment), task, context, shared);
  };

  port.listen(async (request: Request) => {
    switch (request.kind) {
      case "start":
        started = start({ source: request.module });
        // The `run` that follows waits for this promise and answers with its error.
        started.catch(() => {});
        return;
      case "input":
        delivered.set(request.data.hash, request.data);
        return;
      case "run":
        try {
          const files = await compute(request.task);
          const buffers = Object.values(files).map(({ bytes }) => bytes.buffer as ArrayBuffer);
          port.post({ kind: "finished", files }, [...new Set(buffers)]);
        } catch (error) {
          port.post({ kind: "failed", error: toWire(error) }, []);
        }
    }
  });
}
