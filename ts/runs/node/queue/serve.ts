import { setTimeout as sleep } from "node:timers/promises";
import { AbortedError } from "../../../base/errors.js";
import type { Executor, ShardFiles } from "../../executors/executor.js";
import { ATTEMPTS } from "../../schedule.js";
import { Slots, type Start } from "../../slots.js";
import { thisProcess } from "../owner.js";
import { dropPresence, SAID_EVERY, type ShardAtWork, sayPresence } from "./presence.js";
import { ServedRuns, type ServedRunsOptions, type TakenShard } from "./served-runs.js";
import type { Server } from "./server.js";

export interface ServeOptions extends ServedRunsOptions {
  /** "Node 20.19.0" */
  readonly engine: string;
  /** Ends after so many milliseconds without a shard to compute. */
  readonly idle: number;
  readonly signal: AbortSignal;
}

export interface Served {
  /** Shards. */
  readonly computed: number;
  /** Names of the runs that this worker could not compute. */
  readonly refused: readonly string[];
}

/** How often the server is asked for runs, and for shards while there are none. */
const POLL = 1_000;

/**
 * Computes shards of every run on the server that this build can compute, until the signal aborts or there has been none for long
 * enough. Shards are computed on the executor's workers and not in this thread, so that their locks are renewed meanwhile.
 *
 * A shard is taken when there is a slot for it; where memory is short it waits here. What is at work at the end goes back.
 */
export async function serve(server: Server, executor: Executor, options: ServeOptions): Promise<Served> {
  const serving = new Serving(server, executor, options);
  try {
    return await serving.run();
  } finally {
    await serving.close();
  }
}

interface Task extends TakenShard {
  /** Units. */
  done: number;
  /** Whether its lock is known to be held. */
  isHeld: boolean;
}

class Serving {
  readonly #runs: ServedRuns;
  readonly #slots: Slots;
  readonly #waiting: Task[] = [];
  readonly #atWork = new Map<Task, Promise<void>>();
  readonly #broken = new AbortController();
  readonly #stop: AbortSignal;
  #computed = 0;
  #updated = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly server: Server,
    private readonly executor: Executor,
    private readonly options: ServeOptions,
  ) {
    this.#runs = new ServedRuns(server, options);
    this.#slots = new Slots(executor);
    this.#stop = AbortSignal.any([options.signal, this.#broken.signal]);
  }

  async run(): Promise<Served> {
    const renewing = this.#every(this.options.stall / 3, () => this.#renew());
    const saying = this.#every(SAID_EVERY, () => this.#say());
    await this.#loop().catch((error) => this.#broken.abort(error));
    await Promise.all(this.#atWork.values());
    for (const { taken } of this.#waiting) await taken.release().catch((error) => this.#broken.abort(error));
    for (const stop of [renewing, saying]) await stop();
    if (this.#broken.signal.aborted) throw this.#broken.signal.reason;
    return { computed: this.#computed, refused: this.#runs.refused };
  }

  async close(): Promise<void> {
    await this.#runs.close();
    await dropPresence(this.server, this.options.id);
  }

  async #loop(): Promise<void> {
    let busy = performance.now();
    while (!this.#stop.aborted) {
      await this.#take();
      this.#start();
      if (this.#atWork.size > 0) busy = performance.now();
      else if (performance.now() - busy > this.options.idle) return;
      await this.#pause();
    }
  }

  /** As many shards as there are slots. */
  async #take(): Promise<void> {
    if (performance.now() - this.#updated > POLL) {
      this.#updated = performance.now();
      await this.#runs.update();
    }
    while (this.#atWork.size + this.#waiting.length < this.executor.slots && !this.#stop.aborted) {
      const taken = await this.#runs.take();
      if (taken === undefined) return;
      this.#waiting.push({ ...taken, done: 0, isHeld: true });
    }
  }

  #start(): void {
    const shards = this.#waiting.map(({ shard }) => shard);
    for (let next = this.#slots.take(shards); next !== undefined; next = this.#slots.take(shards)) {
      const start = next;
      const place = this.#waiting.findIndex(({ shard }) => shard === start.shard);
      const [task] = this.#waiting.splice(place, 1) as [Task];
      for (const slot of start.renew) this.executor.renew(slot);
      const work = this.#compute(task, start)
        .catch((error) => this.#broken.abort(error))
        .finally(() => {
          this.#slots.end(start.slot);
          this.#atWork.delete(task);
        });
      this.#atWork.set(task, work);
    }
  }

  /** Until a shard is done, or it is time to ask again. */
  async #pause(): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([this.#stop, over.signal]);
    await Promise.race([...this.#atWork.values(), sleep(POLL, undefined, { signal }).catch(() => {})]);
    over.abort();
  }

  async #compute(task: Task, { slot }: Start): Promise<void> {
    const { run, shard, taken } = task;
    const progress = ({ done }: { readonly done: number }) => {
      task.done = done;
    };
    const begin = performance.now();
    let files: ShardFiles;
    try {
      const context = { inputs: run.inputs, signal: this.#stop, progress };
      files = await this.executor.run(slot, { run: run.record, shard }, context);
    } catch (error) {
      this.#slots.empty(slot);
      if (this.#stop.aborted && error instanceof AbortedError) await taken.release();
      else await this.#fail(task, error instanceof Error ? error : new Error(String(error)));
      return;
    }
    await this.#deliver(task, files, (performance.now() - begin) / 1000);
  }

  async #fail({ run, shard, taken }: Task, error: Error): Promise<void> {
    const { attempt } = taken;
    const next = attempt < ATTEMPTS ? " and is tried again" : "";
    this.options.onMessage(
      `${run.name}: shard ${shard.id} failed (attempt ${attempt})${next}: ${error.message}`,
    );
    await taken.fail(error);
  }

  async #deliver({ run, shard, taken }: Task, files: ShardFiles, seconds: number): Promise<void> {
    const { id: worker, engine } = this.options;
    const cost = { seconds, attempts: taken.attempt };
    await run.folder?.keep(shard, files, cost);
    const receipt = run.folder === undefined ? await run.results.upload(shard.id, files) : {};
    const held = Object.values(receipt).reduce((sum, file) => sum + file.bytes, 0);
    await run.results.deliver(shard.id, { files: receipt, ...cost, held, worker, engine });
    this.#computed += 1;
    if (!(await taken.complete()))
      this.options.onMessage(
        `${run.name}: shard ${shard.id} was taken for lost meanwhile, and may be computed twice`,
      );
  }

  async #renew(): Promise<void> {
    for (const task of [...this.#atWork.keys(), ...this.#waiting])
      if (task.isHeld) task.isHeld = await task.taken.renew();
  }

  async #say(): Promise<void> {
    const { host, pid } = thisProcess();
    const atWork = Array.from(this.#atWork.keys(), ({ run, shard, done }): ShardAtWork => {
      const { id, label, units, unit } = shard;
      return { run: run.name, shard: id, label, done, units, unit };
    });
    const { slots } = this.executor;
    await sayPresence(this.server, this.options.id, { host, pid, slots, computed: this.#computed, atWork });
  }

  /** Does something again and again, never twice at once. @returns what ends it */
  #every(milliseconds: number, work: () => Promise<void>): () => Promise<void> {
    const end = new AbortController();
    const loop = async () => {
      while (!end.signal.aborted) {
        await work();
        await sleep(milliseconds, undefined, { signal: end.signal }).catch(() => {});
      }
    };
    const running = loop().catch((error) => this.#broken.abort(error));
    return () => {
      end.abort();
      return running;
    };
  }
}
