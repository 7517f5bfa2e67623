import type { Shard } from "../experiments/experiment.js";
import { partsOf } from "./part.js";
import { costOf, estimate } from "./progress.js";

/** Equal jobs that compute a run together, each a part of it. */
export interface Jobs {
  readonly count: number;
  readonly workers: number;
  /** What the longest needs, by the plan. */
  readonly seconds: number;
  /** What to ask for: a machine may be slower, and a job that is stopped begins its last shards again. */
  readonly limit: number;
  /** Bytes to ask for: what the shards of one need at once, and the program around them. */
  readonly memory: number;
}

/** Slurm's default `MaxArraySize` is 1001, and its first index 0. */
const MOST_JOBS = 1000;
const MARGIN = 3;
const SHORTEST_LIMIT = 600;
/** Bytes asked for beside the shards' own: for Node with the package, and for each worker. Generous, and not measured. */
const PROGRAM = 2.5e8;
const WORKER = 1e8;

/** As many jobs as take about `seconds` each on their `workers`, and no more than there are shards. */
export function jobsOf(
  experiment: string,
  plan: readonly Shard[],
  { workers, seconds }: { readonly workers: number; readonly seconds: number },
): Jobs {
  const wanted = Math.ceil(costOf(plan) / (workers * seconds));
  const count = Math.max(1, Math.min(wanted, plan.length, MOST_JOBS));
  const needs = partsOf(plan, count).map((part) =>
    estimate(experiment, part, part, { slots: workers, memory: Number.POSITIVE_INFINITY }),
  );
  const longest = Math.max(...needs.map((need) => need.seconds));
  const memory = Math.max(...needs.map((need) => need.memory));
  return {
    count,
    workers,
    seconds: longest,
    limit: Math.max(SHORTEST_LIMIT, MARGIN * longest),
    memory: memory + PROGRAM + WORKER * workers,
  };
}
