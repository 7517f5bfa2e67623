import type { Shard } from "../experiments/experiment.js";
import { partsOf } from "./part.js";
import { costOf, longestOf, tableBytes } from "./progress.js";
import { type Simulated, simulate } from "./simulate.js";

/** Runs on several machines of a kind: machine I of N computes part I/N of each, and one of them merges. */
export interface Fleet {
  readonly machines: number;
  /** Of each. */
  readonly workers: number;
  /** Until the last machine is done, by a simulation of its schedule. */
  readonly computing: number;
  /** Of one core, with what shards share as often as it is made. */
  readonly coreSeconds: number;
  readonly merging: number;
  /** The largest of what nothing can be faster than. */
  readonly bound: "computing" | "the longest shard" | "merging";
}

/** Bytes of tables that `merge` reads, tries and writes in a second: 25 MB of 100 shards took 1.2 to 1.6 s of a core. */
const MERGED_BYTES_A_SECOND = 2e7;

export interface Machines {
  readonly machines: number;
  readonly workers: number;
  /** Bytes of each. */
  readonly memory: number;
}

export function fleetFor(
  plans: readonly (readonly Shard[])[],
  { machines, workers, memory }: Machines,
): Fleet {
  const parts = plans.map((plan) =>
    partsOf(plan, machines).map((part) => simulate(part, { slots: workers, memory })),
  );
  const total = (of: (part: Simulated) => number) =>
    Array.from({ length: machines }, (_, machine) =>
      parts.reduce((sum, ofPlan) => sum + of(ofPlan[machine] as Simulated), 0),
    );
  const merging = tableBytes(plans.flat()) / MERGED_BYTES_A_SECOND;
  const bounds = {
    computing: plans.reduce((sum, plan) => sum + costOf(plan), 0) / (machines * workers),
    "the longest shard": longestOf(plans.flat()),
    merging,
  };
  const names = Object.keys(bounds) as (keyof typeof bounds)[];
  return {
    machines,
    workers,
    computing: Math.max(...total(({ seconds }) => seconds)),
    coreSeconds: total(({ busy }) => busy).reduce((sum, busy) => sum + busy, 0),
    merging,
    bound: names.reduce((largest, name) => (bounds[name] > bounds[largest] ? name : largest)),
  };
}
