import { PURPOSES, Stream } from "../base/random.js";
import type { Shard } from "../experiments/experiment.js";
import { compute, type Watchers } from "./compute.js";
import type { Executor } from "./executors/executor.js";
import type { RunFolder } from "./folder.js";
import type { Inputs } from "./inputs.js";

/** A shard whose bytes are not those of its computing again, and where they differ first. */
export interface Difference {
  readonly shard: string;
  readonly difference: string;
}

/**
 * Computes finished shards again and compares every byte with what the folder holds, in which nothing is changed.
 *
 * @returns  those that differ, in the order of the plan
 * @throws as `compute`
 */
export async function verify(
  folder: RunFolder,
  executor: Executor,
  inputs: Inputs,
  watchers: Watchers,
  shards: readonly Shard[],
): Promise<Difference[]> {
  const found = new Map<Shard, string>();
  const comparing = {
    record: folder.record,
    pending: async () => [...shards],
    announce: async () => {},
    fail: async () => {},
    async keep(shard: Shard, files: Parameters<RunFolder["keep"]>[1]) {
      const difference = await folder.difference(shard, files);
      if (difference !== undefined) found.set(shard, difference);
    },
  };
  await compute(comparing, executor, inputs, watchers, shards);
  return shards.flatMap((shard) => {
    const difference = found.get(shard);
    return difference === undefined ? [] : [{ shard: shard.id, difference }];
  });
}

/** A share of the shards, at least one where there are any, in their order; the same for the same seed. */
export function sampleOf(shards: readonly Shard[], share: number, seed: bigint): Shard[] {
  const stream = new Stream(seed, PURPOSES.verification);
  const left = [...shards];
  const wanted = Math.ceil(share * shards.length);
  const drawn = new Set(Array.from({ length: wanted }, () => left.splice(stream.below(left.length), 1)[0]));
  return shards.filter((shard) => drawn.has(shard));
}
