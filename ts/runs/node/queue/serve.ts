import { setTimeout as sleep } from "node:timers/promises";
import { canonicalJson } from "../../../base/canonical.js";
import { AbortedError } from "../../../base/errors.js";
import { bytes } from "../../../base/text.js";
import type { Shard } from "../../../experiments/experiment.js";
import type { Executor, ShardFiles } from "../../executors/executor.js";
import { ATTEMPTS } from "../../schedule.js";
import { Slots, type Start } from "../../slots.js";
import { thisProcess } from "../owner.js";
import { type Admitted, admit, type OwnData } from "./admit.js";
import { dropPresence, SAID_EVERY, type ShardAtWork, sayPresence } from "./presence.js";
import { Results } from "./results.js";
import { nameOf, type Registered, registeredRuns } from "./runs.js";
import type { Server } from "./server.js";
import { type Taken, Taker } from "./taking.js";

export interface ServeOptions extends OwnData {
  /** Known by it: unique. */
  readonly id: string;
  readonly engine: string;
  /** Milliseconds without a renewed lock after which a shard goes to another worker. */
  readonly stall: number;
  /** Ends after so many milliseconds without a shard to compute. */
  readonly idle: number;
  readonly signal: AbortSignal;
  readonly onMessage: (message: string) => void;
}

export interface Served {
  readonly computed: number;
  /** Names of the runs that this worker refused. */
  readonly refused: readonly string[];
}

/** How often the server is asked for runs and shards while there are none. */
const POLL = 1_000;

/**
 * Computes shards of every run on the server that this build can compute, until the signal aborts or there has been none for
 * long enough. The loop only waits: shards are computed on the executor's workers, so that locks are renewed meanwhile.
 *
 * A shard is taken when there is a slot for it, from the run that was registered first; where memory is short it waits here. What is at
 * work at the end goes back.
 */
export async function serve(server: Server, executor: Executor, options: ServeOptions): Promise<Served> {
  const serving = new Serving(server, executor, options);
  try {
    await serving.run();
  } finally {
    await serving.close();
  }
  return serving.served();
}

interface ServedRun extends Admitted {
  readonly name: string;
  readonly registered: Registered;
  readonly taker: Taker;
  readonly results: Results;
  /** Whether too many results wait, which is said once. */
  full: boolean;
}

/** A shard that was taken. */
interface Task {
  readonly run: ServedRun;
  readonly shard: Shard;
  readonly taken: Taken;
  done: number;
  isHeld: boolean;
}

class Serving {
  readonly #runs = new Map<string, ServedRun>();
  readonly #refused = new Map<string, Pick<ServedRun, "name" | "registered">>();
  readonly #slots: Slots;
  readonly #waiting: Task[] = [];
  readonly #atWork = new Map<Task, Promise<void>>();
  readonly #broken = new AbortController();
  readonly #stop: AbortSignal;
  #computed = 0;
  #looked = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly server: Server,
    private readonly executor: Executor,
    private readonly options: ServeOptions,
  ) {
    this.#slots = new Slots(executor);
    this.#stop = AbortSignal.any([options.signal, this.#broken.signal]);
  }

  async run(): Promise<void> {
    const renewing = this.#every(this.options.stall / 3, () => this.#renew());
    const saying = this.#every(SAID_EVERY, () => this.#say());
    try {
      let busy = performance.now();
      while (!this.#stop.aborted) {
        await this.#look();
        await this.#take();
        this.#start();
        if (this.#atWork.size > 0) busy = performance.now();
        else if (performance.now() - busy > this.options.idle) break;
        await this.#pause();
      }
    } catch (error) {
      this.#broken.abort(error);
    }
    await Promise.all(this.#atWork.values());
    // A lock that cannot be given back ends by itself.
    for (const { taken } of this.#waiting) await taken.release().catch((error) => this.#broken.abort(error));
    for (const stop of [renewing, saying]) await stop();
    if (this.#broken.signal.aborted) throw this.#broken.signal.reason;
  }

  async close(): Promise<void> {
    for (const { taker } of this.#runs.values()) await taker.close();
    await dropPresence(this.server, this.options.id);
  }

  served(): Served {
    return { computed: this.#computed, refused: Array.from(this.#refused.values(), ({ name }) => name) };
  }

  /** Which runs there are; one that was submitted again in another way is looked at again. */
  async #look(): Promise<void> {
    if (performance.now() - this.#looked < POLL) return;
    this.#looked = performance.now();
    const registered = await registeredRuns(this.server);
    const isAsItWas = ([run, known]: [string, Pick<ServedRun, "registered">]) =>
      canonicalJson(known.registered) === canonicalJson(registered.get(run) ?? null);
    for (const entry of this.#refused) if (!isAsItWas(entry)) this.#refused.delete(entry[0]);
    for (const entry of this.#runs) {
      if (isAsItWas(entry)) continue;
      this.#runs.delete(entry[0]);
      await entry[1].taker.close();
    }
    for (const [run, about] of registered)
      if (!this.#runs.has(run) && !this.#refused.has(run)) await this.#admit(run, about);
  }

  async #admit(run: string, registered: Registered): Promise<void> {
    const { server, options } = this;
    const name = nameOf(run, registered.identity);
    const admitted = await admit(server, registered, options);
    if (typeof admitted === "string") {
      this.#refused.set(run, { name, registered });
      options.onMessage(`${name} is not computed here: ${admitted}`);
      return;
    }
    const taker = new Taker(server, run, options.id, options.stall);
    await taker.begin();
    const results = new Results(server, run);
    this.#runs.set(run, { ...admitted, name, registered, taker, results, full: false });
    options.onMessage(`${name} is computed here`);
  }

  /** Until a shard is done, or it is time to ask again. */
  async #pause(): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([this.#stop, over.signal]);
    await Promise.race([...this.#atWork.values(), sleep(POLL, undefined, { signal }).catch(() => {})]);
    over.abort();
  }

  /** As many shards as there are slots. */
  async #take(): Promise<void> {
    while (this.#atWork.size + this.#waiting.length < this.executor.slots && !this.#stop.aborted) {
      const task = await this.#next();
      if (task === undefined) return;
      this.#waiting.push(task);
    }
  }

  async #next(): Promise<Task | undefined> {
    for (const run of this.#runs.values()) {
      if (await this.#isFull(run)) continue;
      const taken = await run.taker.take();
      if (taken === undefined) continue;
      const shard = run.shards.get(taken.shard);
      if (shard !== undefined) return { run, shard, taken, done: 0, isHeld: true };
      await taken.fail(new Error(`there is no shard ${taken.shard} in the plan`));
    }
    return undefined;
  }

  async #isFull(run: ServedRun): Promise<boolean> {
    const { results: way } = run.registered;
    if (way.by !== "server") return false;
    const backlog = await run.results.backlog();
    const isFull = backlog.bytes >= way.most;
    if (isFull && !run.full)
      this.options.onMessage(
        `${run.name} waits: ${bytes(backlog.bytes)} of results are to be fetched first, by losscape collect`,
      );
    run.full = isFull;
    return isFull;
  }

  #start(): void {
    const waiting = () => this.#waiting.map(({ shard }) => shard);
    for (let next = this.#slots.next(waiting()); next !== undefined; next = this.#slots.next(waiting())) {
      const start = next;
      const [task] = this.#waiting.splice(waiting().indexOf(start.shard), 1) as [Task];
      for (const slot of start.renew) this.executor.renew(slot);
      this.#slots.begin(start);
      const work = this.#compute(task, start)
        .catch((error) => this.#broken.abort(error))
        .finally(() => {
          this.#slots.end(start.slot);
          this.#atWork.delete(task);
        });
      this.#atWork.set(task, work);
    }
  }

  async #compute(task: Task, { slot }: Start): Promise<void> {
    const { run, shard, taken } = task;
    const begin = performance.now();
    let files: ShardFiles;
    try {
      files = await this.executor.run(
        slot,
        { run: run.record, shard },
        {
          inputs: run.inputs,
          signal: this.#stop,
          progress: ({ done }) => {
            task.done = done;
          },
        },
      );
    } catch (error) {
      this.#slots.empty(slot);
      if (this.#stop.aborted && error instanceof AbortedError) await taken.release();
      else await this.#failed(task, error instanceof Error ? error : new Error(String(error)));
      return;
    }
    await this.#deliver(task, files, (performance.now() - begin) / 1000);
  }

  async #failed({ run, shard, taken }: Task, error: Error): Promise<void> {
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
    const atWork = Array.from(
      this.#atWork.keys(),
      ({ run, shard: { id, label, units, unit }, done }): ShardAtWork => ({
        run: run.name,
        shard: id,
        label,
        done,
        units,
        unit,
      }),
    );
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
