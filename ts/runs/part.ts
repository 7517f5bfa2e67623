import type { Shard } from "../experiments/experiment.js";

/** Which part of a plan: `index` of `count`, counted from 1. */
export interface Part {
  readonly index: number;
  readonly count: number;
}

/**
 * The shards of one part: a stretch of the plan, so that shards of one draw stay together, with about its share of the cost.
 * Every shard is in one part, whoever asks; a part is empty where there are more parts than shards, or one shard is long.
 */
export function partOf(plan: readonly Shard[], { index, count }: Part): Shard[] {
  const indices = indicesOf(plan, count);
  return plan.filter((_, place) => indices[place] === index);
}

/** The shards of every part. */
export function partsOf(plan: readonly Shard[], count: number): Shard[][] {
  const parts = Array.from({ length: count }, (): Shard[] => []);
  for (const [place, index] of indicesOf(plan, count).entries()) parts[index - 1]?.push(plan[place] as Shard);
  return parts;
}

/** The part that each shard is in. */
function indicesOf(plan: readonly Shard[], count: number): number[] {
  const total = plan.reduce((sum, { cost }) => sum + cost, 0);
  let before = 0;
  return plan.map(({ cost }) => {
    const middle = (before + cost / 2) / total;
    before += cost;
    return Math.min(count, 1 + Math.floor(middle * count));
  });
}
