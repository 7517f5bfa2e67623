import type { Job, Worker } from "bullmq";
import { queueOptions } from "./jobs.js";
import type { Server } from "./server.js";

/** A shard that this worker has taken: no other gets it while its lock is renewed. */
export interface Taken {
  readonly shard: string;
  /** How often it was tried, with this time. */
  readonly attempt: number;
  /** @returns false where it was given to another meanwhile */
  renew(): Promise<boolean>;
  complete(): Promise<boolean>;
  /** Back to the queue; after its last attempt to the failed ones. */
  fail(error: Error): Promise<boolean>;
  /** Back to the queue, and nothing counted. */
  release(): Promise<boolean>;
}

/** Takes the shards of one run, and gives back those of workers that have not renewed their locks for `stall` milliseconds. */
export class Taker {
  readonly #worker: Worker;
  #count = 0;

  constructor(
    server: Server,
    run: string,
    private readonly id: string,
    private readonly stall: number,
  ) {
    this.#worker = new server.Worker(run, null, {
      ...queueOptions(server),
      autorun: false,
      lockDuration: stall,
      stalledInterval: stall,
      // That its worker died says nothing of a shard: machines are taken away.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
    });
    // Whatever is asked for rejects too, and the server's own listener hears of the connection.
    this.#worker.on("error", () => {});
  }

  begin(): Promise<void> {
    return this.#worker.startStalledCheckTimer();
  }

  /** The next shard that waits; undefined where none does. */
  async take(): Promise<Taken | undefined> {
    const token = `${this.id}:${this.#count++}`;
    const job = await this.#worker.getNextJob(token, { block: false });
    return job && this.#taken(job, token);
  }

  close(): Promise<void> {
    return this.#worker.close();
  }

  #taken(job: Job, token: string): Taken {
    return {
      shard: job.name,
      attempt: job.attemptsMade + 1,
      renew: async () => (await job.extendLock(token, this.stall)) === 1,
      complete: () => ifHeld(job.moveToCompleted(null, token, false)),
      fail: (error) => ifHeld(job.moveToFailed(error, token, false)),
      release: () => ifHeld(job.moveToWait(token)),
    };
  }
}

/** BullMQ's errors of a job whose lock was lost, that is done or is gone have negative codes. */
async function ifHeld(moved: Promise<unknown>): Promise<boolean> {
  try {
    await moved;
    return true;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code === "number" && code < 0) return false;
    throw error;
  }
}
