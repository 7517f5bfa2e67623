import { InvalidInputError } from "../base/errors.js";
import type { Files } from "../experiments/experiment.js";
import { findExperiment } from "../experiments/index.js";
import { compiledModule } from "../wasm/loader.js";
import type { Executor } from "./executors/executor.js";
import { inProcess } from "./executors/in-process.js";
import type { Port } from "./executors/protocol.js";
import { onWorkers } from "./executors/workers.js";
import { memoryStore, type Store } from "./store.js";

/** What the machine offers; each entry point provides its own, so that nothing here imports a platform. */
export interface Host {
  /** How it is called where it says how tables were made: "Node 20.19.0". */
  readonly engine: string;
  readonly cores: number;
  /** Bytes that the shards at work may need together. */
  readonly memory: number;
  /** How a worker starts, where there are workers. */
  workers?(): (() => Port) | undefined;
  /** A folder to keep runs in, where there are folders; nothing is written before the run starts. */
  openFolder?(path: string | URL): Store;
  readonly files?: Files;
}

let provided: Host = { engine: "unknown", cores: 1, memory: 2 * 2 ** 30 };

/** @internal Called by an entry point. */
export function provideHost(host: Host): void {
  provided = host;
}

export const host = (): Host => provided;

/** How many shards are at work at once with so many workers, by themselves one a core; with none the calling thread computes. */
export const slotsFor = (workers = provided.cores): number => Math.max(1, workers);

/** @param slots  workers; 0 computes in the calling thread */
export function openExecutor(slots = provided.cores): Executor {
  const module = compiledModule();
  const startWorker = slots === 0 ? undefined : provided.workers?.();
  if (startWorker === undefined) return inProcess(findExperiment, provided.memory);
  return onWorkers({ slots, memory: provided.memory, startWorker, module });
}

/** A folder, or memory where none is named. */
export function openStore(out: string | URL | undefined): Store {
  if (out === undefined) return memoryStore();
  if (provided.openFolder === undefined)
    throw new InvalidInputError("out", String(out), "nothing: there are no run folders here");
  return provided.openFolder(out);
}
