import { type FailedJob, Jobs } from "./jobs.js";
import { type Presence, presentWorkers } from "./presence.js";
import { Results } from "./results.js";
import { nameOf, registeredRuns } from "./runs.js";
import type { Server } from "./server.js";

export interface QueueStatus {
  readonly runs: readonly QueuedRun[];
  readonly workers: readonly Presence[];
}

/** Numbers of shards of a run, and bytes. */
export interface QueuedRun {
  readonly run: string;
  readonly experiment: string;
  readonly shards: number;
  /** Computed, in its folder or on the way to it. */
  readonly done: number;
  readonly waiting: number;
  readonly active: number;
  readonly failed: readonly FailedJob[];
  /** Computed, and waiting to be collected. */
  readonly uncollected: number;
  readonly uncollectedBytes: number;
}

/** Every run on the server, and every worker. */
export async function queueStatus(server: Server): Promise<QueueStatus> {
  const runs: QueuedRun[] = [];
  for (const [hash, { identity, shards }] of await registeredRuns(server)) {
    const jobs = new Jobs(server, hash);
    try {
      const { waiting, active } = await jobs.counts();
      const failed = await jobs.failed();
      const backlog = await new Results(server, hash).backlog();
      runs.push({
        run: nameOf(hash, identity),
        experiment: identity.experiment,
        shards,
        done: shards - waiting - active - failed.length,
        waiting,
        active,
        failed,
        uncollected: backlog.shards,
        uncollectedBytes: backlog.bytes,
      });
    } finally {
      await jobs.close();
    }
  }
  return { runs, workers: await presentWorkers(server) };
}
