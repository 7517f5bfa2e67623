import { AbortedError } from "../base/errors.js";
import type { Shard } from "../experiments/experiment.js";
import type { Executor, ShardFiles, Task } from "./executors/executor.js";

const ATTEMPTS = 3;

/** What is done with a shard at each turn; an error thrown here ends the whole run. */
export interface ShardEvents {
  started(shard: Shard): void | Promise<void>;
  progress(shard: Shard, done: number): void;
  finished(shard: Shard, files: ShardFiles, cost: { seconds: number; attempts: number }): Promise<void>;
  /** Failed, and back in the queue. */
  retried(shard: Shard, error: unknown, attempts: number): void;
  /** Failed in every attempt. */
  failed(shard: Shard, error: unknown, attempts: number): Promise<void>;
}

/**
 * Computes shards, the costliest first, as many at once as slots and memory allow. A shard that fails goes back
 * to the queue until it has had three attempts. Ends early, without an error, when the signal aborts.
 */
export async function schedule(
  task: Omit<Task, "shard">,
  shards: readonly Shard[],
  executor: Executor,
  events: ShardEvents,
  signal?: AbortSignal,
): Promise<void> {
  const waiting = shards.map((shard) => ({ shard, attempts: 0 }));
  waiting.sort((a, b) => b.shard.cost - a.shard.cost);
  type Job = (typeof waiting)[number];

  const broken = new AbortController();
  const stop = signal === undefined ? broken.signal : AbortSignal.any([signal, broken.signal]);
  const running = new Set<Promise<void>>();
  let memory = 0;

  const attempt = async (job: Job) => {
    const { shard } = job;
    job.attempts += 1;
    await events.started(shard);
    const begin = performance.now();
    let files: ShardFiles;
    try {
      files = await executor.run(
        { ...task, shard },
        {
          inputs: {},
          signal: stop,
          progress: ({ done }) => events.progress(shard, done),
          shared: (_, make) => make(),
        },
      );
    } catch (error) {
      if (stop.aborted && error instanceof AbortedError) return;
      if (job.attempts === ATTEMPTS) return events.failed(shard, error, job.attempts);
      events.retried(shard, error, job.attempts);
      waiting.push(job);
      return;
    }
    const seconds = (performance.now() - begin) / 1000;
    await events.finished(shard, files, { seconds, attempts: job.attempts });
  };

  // A shard that alone is over the limit still runs, alone.
  const fits = ({ shard }: Job) => running.size === 0 || memory + shard.memory <= executor.memory;

  while (true) {
    while (!stop.aborted && running.size < executor.slots) {
      const job = waiting.find(fits);
      if (job === undefined) break;
      waiting.splice(waiting.indexOf(job), 1);
      memory += job.shard.memory;
      const work: Promise<void> = attempt(job)
        .catch((error) => broken.abort(error))
        .finally(() => {
          memory -= job.shard.memory;
          running.delete(work);
        });
      running.add(work);
    }
    if (running.size === 0) break;
    await Promise.race(running);
  }
  if (broken.signal.aborted) throw broken.signal.reason;
}
