import { bytes, duration, plural } from "../base/text.js";
import type { Shard } from "../experiments/experiment.js";
import { type Fleet, fleetFor } from "../runs/fleet.js";
import { host } from "../runs/host.js";
import { costOf, estimate, longestOf, type RunEstimate, tableBytes } from "../runs/progress.js";
import { runFolders } from "./folders.js";
import { aligned } from "./format.js";
import type { Planned } from "./running.js";

/** What a run takes, by its plan. */
export interface Needs extends RunEstimate {
  /** Seconds of one core, with what shards share made once. */
  readonly coreSeconds: number;
  readonly longestShard: number;
  readonly disk: number;
}

export function needsOf(experiment: string, plan: readonly Shard[], slots: number): Needs {
  return {
    ...estimate(experiment, plan, plan, { slots, memory: host().memory }),
    coreSeconds: costOf(plan),
    longestShard: longestOf(plan),
    disk: 2 * tableBytes(plan),
  };
}

/** What runs one after the other take, in a line. */
export function needsInAll(plans: readonly Planned[], slots: number): string {
  const needs = plans.map(({ record: { experiment, plan } }) => needsOf(experiment, plan, slots));
  const sum = (of: (each: Needs) => number) => needs.reduce((total, each) => total + of(each), 0);
  const shards = sum((each) => each.shards);
  const time = duration(sum(({ seconds }) => seconds));
  const memory = bytes(Math.max(...needs.map((each) => each.memory)));
  const disk = bytes(sum((each) => each.disk));
  return (
    `${plural(needs.length, "experiment")}, ${plural(shards, "shard")}: about ${time} ` +
    `on ${plural(slots, "worker")}, up to ${memory} of memory and ${disk} of disk`
  );
}

export function needsTable(needs: readonly Needs[]): string {
  return aligned(
    ["experiment", "shards", "on one core", "longest shard", "memory", "disk"],
    needs.map(({ experiment, shards, coreSeconds, longestShard, memory, disk }) => [
      experiment,
      String(shards),
      duration(coreSeconds),
      duration(longestShard),
      bytes(memory),
      bytes(disk),
    ]),
  );
}

/** So many machines of this one's kind, each with so many workers. */
export function fleets(
  plans: readonly (readonly Shard[])[],
  machines: readonly number[],
  workers: number,
): Fleet[] {
  const { memory } = host();
  return machines.map((count) => fleetFor(plans, { machines: count, workers, memory }));
}

export function fleetTable(fleets: readonly Fleet[]): string {
  return aligned(
    ["machines", "workers of each", "computing", "of one core in all", "merging", "bound by"],
    fleets.map(({ machines, workers, computing, coreSeconds, merging, bound }) => [
      String(machines),
      String(workers),
      duration(computing),
      duration(coreSeconds),
      duration(merging),
      bound,
    ]),
  );
}

/**
 * The plans with the costs that finished shards in a folder had: each experiment's by the ratio of what they took to what their own plan
 * says; an experiment of which none is finished there keeps those of its plan.
 *
 * @returns  the plans, and the ratios by experiment
 */
export async function measuredIn(folder: string, plans: readonly Planned[]) {
  const found = new Map<string, { took: number; cost: number }>();
  for (const run of await runFolders(folder)) {
    const { experiment, plan } = run.record;
    const seconds = await run.seconds();
    const of = found.get(experiment) ?? { took: 0, cost: 0 };
    for (const each of seconds.values()) of.took += each;
    of.cost += costOf(plan.filter(({ id }) => seconds.has(id)));
    if (seconds.size > 0) found.set(experiment, of);
  }
  const ratios = Object.fromEntries(Array.from(found, ([name, { took, cost }]) => [name, took / cost]));
  return {
    ratios,
    plans: plans.map(({ record: { experiment, plan } }) => scaled(plan, ratios[experiment] ?? 1)),
  };
}

function scaled(plan: readonly Shard[], ratio: number): Shard[] {
  return plan.map(({ shares, ...shard }) => ({
    ...shard,
    cost: ratio * shard.cost,
    ...(shares && { shares: { ...shares, cost: ratio * shares.cost } }),
  }));
}
