import { AbortedError } from "../base/errors.js";
import type { Shard } from "../experiments/experiment.js";
import type { Executor, ShardFiles } from "./executors/executor.js";
import type { Identity } from "./identity.js";
import type { Inputs } from "./inputs.js";
import { Slots, type Start } from "./slots.js";

/** How often a shard is tried. */
export const ATTEMPTS = 3;

/** The order in which shards are begun: the longest last would leave the others waiting for it. */
export const costliestFirst = (shards: readonly Shard[]): Shard[] =>
  [...shards].sort((a, b) => b.cost - a.cost);

/** What is done with a shard at each turn; an error thrown here ends the whole run. */
export interface ShardEvents {
  /** `makes`: what it shares is made anew for it. */
  started(shard: Shard, makes: boolean): void | Promise<void>;
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
  run: Identity,
  shards: readonly Shard[],
  executor: Executor,
  { inputs, signal }: { readonly inputs: Inputs; readonly signal?: AbortSignal | undefined },
  events: ShardEvents,
): Promise<void> {
  const waiting = costliestFirst(shards);
  const attempts = new Map<Shard, number>();
  const slots = new Slots(executor);
  const broken = new AbortController();
  const stop = signal === undefined ? broken.signal : AbortSignal.any([signal, broken.signal]);
  const running = new Set<Promise<void>>();

  const attempt = async ({ shard, slot, makes }: Start) => {
    const count = (attempts.get(shard) ?? 0) + 1;
    attempts.set(shard, count);
    await events.started(shard, makes);
    const begin = performance.now();
    let files: ShardFiles;
    try {
      const progress = ({ done }: { done: number }) => events.progress(shard, done);
      files = await executor.run(slot, { run, shard }, { inputs, signal: stop, progress });
    } catch (error) {
      slots.empty(slot);
      if (stop.aborted && error instanceof AbortedError) return;
      if (count === ATTEMPTS) return events.failed(shard, error, count);
      events.retried(shard, error, count);
      waiting.push(shard);
      return;
    }
    const seconds = (performance.now() - begin) / 1000;
    await events.finished(shard, files, { seconds, attempts: count });
  };

  const begin = (chosen: Start) => {
    for (const slot of chosen.renew) executor.renew(slot);
    const work: Promise<void> = attempt(chosen)
      .catch((error) => broken.abort(error))
      .finally(() => {
        slots.end(chosen.slot);
        running.delete(work);
      });
    running.add(work);
  };

  const next = () => (stop.aborted ? undefined : slots.take(waiting));
  while (true) {
    for (let start = next(); start !== undefined; start = next()) begin(start);
    if (running.size === 0) break;
    await Promise.race(running);
  }
  if (broken.signal.aborted) throw broken.signal.reason;
}
