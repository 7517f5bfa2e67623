import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AbortedError, QueueError, RunFolderError, ShardFailedError } from "../../../base/errors.js";
import { plural } from "../../../base/text.js";
import type { Shard } from "../../../experiments/experiment.js";
import type { Watching } from "../../compute.js";
import type { RunFolder } from "../../folder.js";
import { runHash } from "../../identity.js";
import type { Made } from "../../layout.js";
import { Meter } from "../../progress.js";
import { Jobs } from "./jobs.js";
import { type Delivery, Results } from "./results.js";
import { forgetRun, nameOf, registeredRuns } from "./runs.js";
import type { Server } from "./server.js";

/** How often the server is asked for results. */
const POLL = 500;
/** How often it is asked whether every shard that is missing is still somewhere. */
const AUDIT = 5_000;
/** So long another host's files may not be seen on a shared file system. */
const UNSEEN = 60_000;

/**
 * Brings the shards of a run from the queue into its folder until none is missing, and takes the run off the server. Of the
 * tables one shard's are in memory at a time. A shard that arrives damaged, or that the server lost, is queued again.
 *
 * @returns  how it was computed; undefined where nothing was missing
 * @throws ShardFailedError  after every other shard is kept; the run stays on the server
 * @throws QueueError        the server does not hold the run
 * @throws AbortedError      what was collected is kept
 */
export async function collect(
  server: Server,
  folder: RunFolder,
  watching: Watching,
): Promise<Made | undefined> {
  const begin = performance.now();
  const run = await runHash(folder.record);
  const pending = await folder.pending(undefined, watching.onMessage);
  const collecting = new Collecting(server, run, folder, pending, watching);
  try {
    if (pending.length > 0) await collecting.run();
  } finally {
    await collecting.close();
  }
  await forgetRun(server, run);
  if (pending.length === 0) return undefined;
  const { engines, workers } = collecting;
  const shards = folder.record.plan.length;
  return {
    engine: [...engines].sort().join(", "),
    workers: workers.size,
    shards,
    reused: shards - pending.length,
    seconds: (performance.now() - begin) / 1000,
  };
}

class Collecting {
  readonly engines = new Set<string>();
  readonly workers = new Set<string>();
  readonly #left: Map<string, Shard>;
  readonly #jobs: Jobs;
  readonly #results: Results;
  readonly #meter: Meter;
  readonly #failed = new Map<string, string>();
  /** When shards were first looked for that another host has written. */
  readonly #unseen = new Map<string, number>();
  #audited = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly server: Server,
    private readonly hash: string,
    private readonly folder: RunFolder,
    pending: readonly Shard[],
    private readonly watching: Watching,
  ) {
    const { experiment, plan } = folder.record;
    this.#left = new Map(pending.map((shard) => [shard.id, shard]));
    this.#jobs = new Jobs(server, hash);
    this.#results = new Results(server, hash);
    this.#meter = new Meter(experiment, plan, pending, 1, watching.onProgress);
  }

  async run(): Promise<void> {
    const { signal } = this.watching;
    await this.#check();
    while (this.#left.size > 0) {
      for await (const [shard, delivery] of this.#results.waiting()) {
        this.#throwIfAborted();
        await this.#fetch(shard, delivery);
      }
      if (performance.now() - this.#audited > AUDIT) await this.#audit();
      if (this.#left.size === this.#failed.size) break;
      await sleep(POLL, undefined, { signal }).catch(() => this.#throwIfAborted());
    }
    const [reason] = this.#failed.values();
    if (reason !== undefined) throw new ShardFailedError([...this.#failed.keys()], reason);
  }

  close(): Promise<void> {
    return this.#jobs.close();
  }

  async #check(): Promise<void> {
    const registered = (await registeredRuns(this.server)).get(this.hash);
    if (registered === undefined) {
      const name = nameOf(this.hash, this.folder.record);
      throw new QueueError(this.server.name, `it does not hold ${name}: losscape submit puts it there`);
    }
    const { results } = registered;
    if (results.by === "folder" && results.path !== resolve(this.folder.path))
      throw new RunFolderError(
        this.folder.path,
        `the tables of its run are written to ${results.path}: collect that folder`,
      );
  }

  async #fetch(id: string, delivery: Delivery): Promise<void> {
    const shard = this.#left.get(id);
    if (shard === undefined) return this.#results.remove(id, delivery);
    const isInFolder = Object.keys(delivery.files).length === 0;
    const isKept = isInFolder ? await this.#find(shard, delivery) : await this.#download(shard, delivery);
    if (!isKept) return;
    this.#left.delete(id);
    this.#failed.delete(id);
    this.engines.add(delivery.engine);
    this.workers.add(delivery.worker);
    await this.#results.remove(id, delivery);
    this.#meter.started(shard, false);
    this.#meter.progress(shard, shard.units);
  }

  async #download(shard: Shard, delivery: Delivery): Promise<boolean> {
    const files = await this.#results.download(shard.id, delivery);
    if (typeof files === "string") {
      await this.#again(shard, `arrived damaged (${files})`, delivery);
      return false;
    }
    const { seconds, attempts } = delivery;
    await this.folder.keep(shard, files, { seconds, attempts });
    return true;
  }

  /** Whether a shard that a worker has written into the folder is there. */
  async #find(shard: Shard, delivery: Delivery): Promise<boolean> {
    const [missing] = await this.folder.pending([shard], this.watching.onMessage);
    if (missing === undefined) return true;
    const since = this.#unseen.get(shard.id) ?? performance.now();
    this.#unseen.set(shard.id, since);
    if (performance.now() - since < UNSEEN) return false;
    this.#unseen.delete(shard.id);
    await this.#again(shard, `is not in ${this.folder.path}, where a worker has written it,`, delivery);
    return false;
  }

  async #again(shard: Shard, why: string, delivery: Delivery): Promise<void> {
    this.watching.onMessage(`shard ${shard.id} ${why} and is computed again`);
    await this.#results.remove(shard.id, delivery);
    await this.#jobs.add([shard]);
  }

  /**
   * Which shards failed, and which the server has lost: it may have been stopped without having written all down. A shard is
   * delivered before its job is done, so that one that is neither, in this order, is lost.
   */
  async #audit(): Promise<void> {
    this.#audited = performance.now();
    const failed = new Map((await this.#jobs.failed()).map((job) => [job.shard, job]));
    const open = await this.#jobs.open();
    const delivered = new Set(await this.#results.shards());
    const isSomewhere = ({ id }: Shard) => open.has(id) || failed.has(id) || delivered.has(id);
    const lost = [...this.#left.values()].filter((shard) => !isSomewhere(shard));
    if (lost.length > 0) {
      this.watching.onMessage(
        `${plural(lost.length, "shard")} that the queue does not hold: submitted again`,
      );
      await this.#jobs.add(lost);
    }
    for (const id of this.#failed.keys()) if (!failed.has(id)) this.#failed.delete(id);
    for (const [id, { attempts, reason }] of failed) {
      const shard = this.#left.get(id);
      if (shard === undefined || this.#failed.has(id)) continue;
      this.watching.onMessage(`shard ${id} failed (attempt ${attempts}): ${reason}`);
      this.#failed.set(id, reason);
      await this.folder.fail(shard, new Error(reason), attempts);
    }
  }

  #throwIfAborted(): void {
    const { signal } = this.watching;
    if (signal.aborted)
      throw new AbortedError(this.folder.record.experiment, undefined, { cause: signal.reason });
  }
}
