import { checkOptions, checkWholeNumber } from "../base/check.js";
import { InvalidInputError } from "../base/errors.js";
import { experiments as all, findExperiment } from "../experiments/index.js";
import { backend, build, compiledModule } from "../wasm/loader.js";
import { type Executor, inProcess } from "./executors/executor.js";
import type { Port } from "./executors/protocol.js";
import { onWorkers } from "./executors/workers.js";
import type { Build } from "./identity.js";
import { type RunResult, runExperiment, type Watchers } from "./run.js";
import { memoryStore, type Store } from "./store.js";

/** What the machine offers; each entry point provides its own, so that nothing here imports a platform. */
export interface Host {
  readonly cores: number;
  /** Bytes that the shards at work may need together. */
  readonly memory: number;
  /** How a worker starts, where there are workers. */
  workers?(): (() => Port) | undefined;
  /** A folder to keep runs in, where there are folders; nothing is written before the run starts. */
  openFolder?(path: string): Store;
}

let host: Host = { cores: 1, memory: 2 * 2 ** 30 };

/** @internal Called by an entry point. */
export function provideHost(provided: Host): void {
  host = provided;
}

export interface RunOptions extends Watchers {
  /** A run folder (Node only): finished shards are kept there, and the same run again goes on from them. */
  readonly out?: string | undefined;
  /** How many shards at once, each on a worker; 0 computes in the calling thread. Default: one a core. */
  readonly workers?: number | undefined;
}

/**
 * Runs an experiment: the tables, figures and numbers that the command line leaves.
 *
 * @param config  keys that differ from the experiment's defaults
 * @throws InvalidInputError  no such experiment; a config key, its value and what is allowed
 * @throws AbortedError  `signal`; `partial` holds the receipts of the finished shards
 * @throws ShardFailedError  shards failed three times each; the others are finished and kept
 * @throws RunFolderError  RunMismatchError  LockedError  `out` cannot be used
 *
 * @example
 * await init();
 * const { tables, numbers } = await experiments.run("spin-glass-minima", { sizes: [25], replicas: 100 });
 */
async function run(name: string, config: object = {}, options: RunOptions = {}): Promise<RunResult> {
  const experiment = findExperiment(name);
  checkOptions(options, ["out", "workers", "signal", "onProgress", "onStart", "onMessage"]);
  const executor = executorOf(checkWholeNumber("workers", options.workers ?? host.cores, 0, 1024));
  try {
    const store = openStore(options.out);
    try {
      return await runExperiment(experiment, config, { ...options, store, executor, build: currentBuild() });
    } finally {
      await store.close();
    }
  } finally {
    await executor.close();
  }
}

function executorOf(slots: number): Executor {
  const module = compiledModule();
  const startWorker = slots === 0 ? undefined : host.workers?.();
  if (startWorker === undefined) return inProcess(findExperiment, host.memory);
  return onWorkers({ slots, memory: host.memory, startWorker, module });
}

function openStore(out: string | undefined): Store {
  if (out === undefined) return memoryStore();
  if (host.openFolder === undefined)
    throw new InvalidInputError("out", out, "nothing: there are no run folders here");
  return host.openFolder(out);
}

/** The code that computes. @throws NotInitialisedError before `init` */
export function currentBuild(): Build {
  return { version: build.version, wasm: build.wasm[backend()], backend: backend() };
}

/** What can be run, and running it. */
export const experiments = { list: all, run };
