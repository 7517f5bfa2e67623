import { AbortedError, WorkerCrashedError } from "../../base/errors.js";
import type { InputData } from "../../experiments/experiment.js";
import type { Executor, ShardFiles } from "./executor.js";
import type { Port, Response } from "./protocol.js";
import { fromWire } from "./wire.js";

/** Computes on workers, one a slot, started when they are first needed. Any failure ends the worker it happened on. */
export function onWorkers(options: {
  slots: number;
  memory: number;
  startWorker: () => Port;
  module: WebAssembly.Module;
}): Executor {
  const { slots, memory, startWorker, module } = options;
  const workers = new Map<number, Worker>();

  const end = (slot: number) => {
    workers.get(slot)?.port.terminate();
    workers.delete(slot);
  };

  const launch = (slot: number): Worker => {
    const worker: Worker = { port: startWorker(), has: new Set() };
    workers.set(slot, worker);
    worker.port.listen(
      (response) => worker.answer?.(response),
      (reason) => {
        if (workers.get(slot) === worker) end(slot);
        worker.answer?.(new WorkerCrashedError(reason));
      },
    );
    worker.port.post({ kind: "start", module });
    return worker;
  };

  return {
    slots,
    memory,
    renew: end,
    run: (slot, task, { inputs, signal, progress }) =>
      new Promise<ShardFiles>((resolve, reject) => {
        const aborted = () =>
          new AbortedError(`shard ${task.shard.id}`, undefined, { cause: signal?.reason });
        if (signal?.aborted) return reject(aborted());
        const worker = workers.get(slot) ?? launch(slot);
        const settle = () => {
          delete worker.answer;
          signal?.removeEventListener("abort", abort);
        };
        const fail = (error: Error) => {
          settle();
          end(slot);
          reject(error);
        };
        const abort = () => fail(aborted());
        signal?.addEventListener("abort", abort);
        worker.answer = (response) => {
          if (response instanceof Error) return fail(response);
          if (response.kind === "progress") return progress({ done: response.done });
          if (response.kind === "failed") return fail(fromWire(response.error));
          settle();
          resolve(response.files);
        };
        for (const data of Object.values(inputs)) deliver(worker, data);
        worker.port.post({ kind: "run", task });
      }),
    async close() {
      for (const slot of [...workers.keys()]) end(slot);
    },
  };
}

interface Worker {
  readonly port: Port;
  /** Hashes of the data that were delivered. */
  readonly has: Set<string>;
  /** Set while a shard is at work. */
  answer?: (response: Response | WorkerCrashedError) => void;
}

/** Sends a copy of the data, which the worker then owns, unless it has them. */
function deliver({ port, has }: Worker, { hash, arrays }: InputData): void {
  if (has.has(hash)) return;
  has.add(hash);
  const copies = Object.entries(arrays).map(([name, array]) => [name, array.slice()] as const);
  const buffers = copies.map(([, copy]) => copy.buffer);
  port.post({ kind: "input", data: { hash, arrays: Object.fromEntries(copies) } }, buffers);
}
