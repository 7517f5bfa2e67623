import { AbortedError, WorkerCrashedError } from "../../base/errors.js";
import type { RunContext } from "../../experiments/experiment.js";
import type { Executor, ShardFiles, Task } from "./executor.js";
import type { Port, Response } from "./protocol.js";
import { fromWire } from "./wire.js";

/** A worker that did a shard of this many bytes is replaced: WASM memory never shrinks. */
const LARGE = 256 * 2 ** 20;

/** Computes on workers, started when they are first needed. Any failure ends the worker it happened on. */
export function onWorkers(options: {
  slots: number;
  memory: number;
  startWorker: () => Port;
  module: WebAssembly.Module;
}): Executor {
  const { slots, memory, startWorker, module } = options;
  const workers = new Set<Worker>();
  const idle: Worker[] = [];

  const end = (worker: Worker) => {
    workers.delete(worker);
    if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
    worker.port.terminate();
  };

  const launch = (): Worker => {
    const worker: Worker = { port: startWorker() };
    workers.add(worker);
    worker.port.listen(
      (response) => worker.answer?.(response),
      (reason) => {
        end(worker);
        worker.answer?.(new WorkerCrashedError(reason));
      },
    );
    worker.port.post({ kind: "start", module });
    return worker;
  };

  const ask = (task: Task, { signal, progress }: RunContext) =>
    new Promise<ShardFiles>((resolve, reject) => {
      if (signal?.aborted) return reject(new AbortedError(`shard ${task.shard.id}`));
      const worker = idle.pop() ?? launch();
      const settle = () => {
        delete worker.answer;
        signal?.removeEventListener("abort", abort);
      };
      const fail = (error: Error) => {
        settle();
        end(worker);
        reject(error);
      };
      const abort = () => fail(new AbortedError(`shard ${task.shard.id}`));
      signal?.addEventListener("abort", abort);
      worker.answer = (response) => {
        if (response instanceof Error) return fail(response);
        if (response.kind === "progress") return progress({ done: response.done });
        if (response.kind === "failed") return fail(fromWire(response.error));
        settle();
        if (task.shard.memory >= LARGE) end(worker);
        else idle.push(worker);
        resolve(response.files);
      };
      worker.port.post({ kind: "run", task });
    });

  return {
    slots,
    memory,
    run: async (task, context) => ask(task, context),
    async close() {
      for (const worker of [...workers]) end(worker);
    },
  };
}

interface Worker {
  readonly port: Port;
  /** Set while a shard is at work. */
  answer?: (response: Response | WorkerCrashedError) => void;
}
