import { AbortedError, ShardFailedError } from "../base/errors.js";
import type { Shard } from "../experiments/experiment.js";
import type { Executor } from "./executors/executor.js";
import type { RunFolder } from "./folder.js";
import type { Inputs } from "./inputs.js";
import { estimate, Meter, type RunEstimate, type RunProgress } from "./progress.js";
import { schedule } from "./schedule.js";

export interface Watchers {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
  /** Told once, before the first shard starts. */
  readonly onStart?: ((estimate: RunEstimate) => void) | undefined;
  /** Told in plain words of what a person should know: a damaged shard, a failed attempt. */
  readonly onMessage?: ((message: string) => void) | undefined;
}

/** The same of who watches all that lasts. */
export type Watching = { readonly [W in Exclude<keyof Watchers, "onStart">]: NonNullable<Watchers[W]> };

/** Where shards go: a run folder, or what compares them with one. */
export type Keeper = Pick<RunFolder, "record" | "pending" | "announce" | "keep" | "fail">;

/**
 * Computes those of the given shards that the folder does not hold yet, and keeps each as it is finished.
 *
 * @returns  how many of them were there already
 * @throws AbortedError  what was finished is kept
 * @throws ShardFailedError  after every other shard is done and kept
 */
export async function compute(
  folder: Keeper,
  executor: Executor,
  inputs: Inputs,
  { signal, onProgress, onStart, onMessage }: Watchers,
  shards: readonly Shard[] = folder.record.plan,
): Promise<number> {
  const { experiment } = folder.record;
  const todo = await folder.pending(shards, onMessage);
  onStart?.(estimate(experiment, shards, todo, executor));
  const meter = new Meter(experiment, shards, todo, executor.slots, onProgress ?? (() => {}));
  const left = new Set(todo);
  const failures: { id: string; error: unknown }[] = [];
  const atWork = new Set<string>();
  await schedule(
    folder.record,
    todo,
    executor,
    { inputs, signal },
    {
      started(shard, makes) {
        meter.started(shard, makes);
        return folder.announce([...atWork.add(shard.id)]);
      },
      progress: (shard, done) => meter.progress(shard, done),
      async finished(shard, files, cost) {
        await folder.keep(shard, files, cost);
        left.delete(shard);
        atWork.delete(shard.id);
        meter.progress(shard, shard.units);
      },
      retried({ id }, error, attempts) {
        atWork.delete(id);
        onMessage?.(`shard ${id} failed (attempt ${attempts}) and is tried again: ${messageOf(error)}`);
      },
      async failed(shard, error, attempts) {
        atWork.delete(shard.id);
        left.delete(shard);
        onMessage?.(`shard ${shard.id} failed (attempt ${attempts}): ${messageOf(error)}`);
        failures.push({ id: shard.id, error });
        await folder.fail(shard, error, attempts);
      },
    },
  );
  if (left.size > 0) throw new AbortedError(experiment, undefined, { cause: signal?.reason });
  const ids = failures.map(({ id }) => id);
  if (ids.length > 0) throw new ShardFailedError(ids, messageOf(failures[0]?.error));
  return shards.length - todo.length;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
