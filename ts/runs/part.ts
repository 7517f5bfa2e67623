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
  const total = plan.reduce((sum, { cost }) => sum + cost, 0);
  let before = 0;
  return plan.filter(({ cost }) => {
    const middle = (before + cost / 2) / total;
    before += cost;
    return Math.min(count, 1 + Math.floor(middle * count)) === index;
  });
}
