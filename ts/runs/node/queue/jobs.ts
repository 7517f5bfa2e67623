import type { Queue } from "bullmq";
import type { Shard } from "../../../experiments/experiment.js";
import { ATTEMPTS, costliestFirst } from "../../schedule.js";
import { QUEUES } from "./keys.js";
import type { Server } from "./server.js";

/** A shard that failed in every attempt. */
export interface FailedJob {
  readonly shard: string;
  readonly attempts: number;
  readonly reason: string;
}

const BATCH = 1000;
/** In each of them is a job that will be done, or is. */
const OPEN = ["wait", "active", "delayed", "prioritized"] as const;

/** What BullMQ asks of whoever uses one of its queues. The one who connected checks the server's version, and hears of its errors. */
export const queueOptions = ({ client }: Server) => ({
  connection: client,
  prefix: QUEUES,
  skipVersionCheck: true,
});

/** BullMQ wants no whole number as a job's name. */
const jobOf = (shard: string) => `shard-${shard}`;
const shardOf = (job: string) => job.slice("shard-".length);

/** The shards of a run that are to be computed: a job each, which is gone when the shard is done. */
export class Jobs {
  readonly #queue: Queue;

  constructor(server: Server, run: string) {
    // What it would write of itself can come after the removal of everything.
    this.#queue = new server.Queue(run, { ...queueOptions(server), skipMetasUpdate: true });
    // Whatever is asked for rejects too, and the server's own listener hears of the connection.
    this.#queue.on("error", () => {});
  }

  /** Adds those that are not there, the costliest first. */
  async add(shards: readonly Shard[]): Promise<void> {
    const jobs = costliestFirst(shards).map(({ id }) => ({
      name: id,
      data: {},
      opts: { jobId: jobOf(id), attempts: ATTEMPTS, removeOnComplete: true },
    }));
    // A removal that was broken off leaves it paused.
    await this.#queue.resume();
    for (let at = 0; at < jobs.length; at += BATCH) await this.#queue.addBulk(jobs.slice(at, at + BATCH));
  }

  /** Shards that wait for a worker or have one. */
  async open(): Promise<Set<string>> {
    return new Set((await this.#queue.getRanges([...OPEN], 0, -1)).map(shardOf));
  }

  async failed(): Promise<FailedJob[]> {
    const jobs = await this.#queue.getFailed(0, -1);
    return jobs.map(({ name, attemptsMade, failedReason }) => ({
      shard: name,
      attempts: attemptsMade,
      reason: failedReason,
    }));
  }

  /** Forgets that shards failed. */
  async forgive(failed: readonly FailedJob[]): Promise<void> {
    for (const { shard } of failed) await this.#queue.remove(jobOf(shard));
  }

  async counts(): Promise<{ waiting: number; active: number }> {
    const { active = 0, ...others } = await this.#queue.getJobCounts(...OPEN);
    return { active, waiting: Object.values(others).reduce((sum, count) => sum + count, 0) };
  }

  removeAll(): Promise<void> {
    return this.#queue.obliterate({ force: true });
  }

  close(): Promise<void> {
    return this.#queue.close();
  }
}
