import type { Shard } from "../experiment.js";
import type { Config } from "./config.js";

/** Some replicas of one draw of the couplings. */
export interface Part {
  readonly n: number;
  readonly draw: number;
  readonly first: number;
  readonly replicas: number;
}

/** Seconds that a shard should take: small against a run, large against the drawing of its couplings. */
const TARGET_COST = 4;

/** Seconds to draw a coupling, and to descend a replica: a constant and a multiple of N³, measured at N = 25 … 250. */
const SECONDS_A_COUPLING = 6e-8;
const SECONDS_A_REPLICA = 1e-4;
const SECONDS_A_REPLICA_AND_CUBE = 5.5e-9;

/** Size by size, draw by draw: a draw is one shard, or several of like cost where it is long. */
export function plan({ sizes, disorders, replicas }: Config): Shard<Part>[] {
  return sizes.flatMap((n) => {
    const couplings = (n * (n + 1) * (n + 2)) / 6;
    const costOf = (count: number) => (SECONDS_A_REPLICA + SECONDS_A_REPLICA_AND_CUBE * n ** 3) * count;
    const pieces = Math.min(replicas, Math.max(1, Math.round(costOf(replicas) / TARGET_COST)));
    const firsts = Array.from({ length: pieces + 1 }, (_, piece) => Math.floor((piece * replicas) / pieces));
    return Array.from({ length: disorders }, (_, draw) => draw).flatMap((draw) =>
      firsts.slice(0, -1).map((first, piece) => {
        const count = (firsts[piece + 1] as number) - first;
        const id = `n${n}-draw${draw}${pieces > 1 ? `-part${piece}` : ""}`;
        return {
          id,
          label: `N=${n}`,
          units: count,
          unit: "replicas",
          cost: costOf(count),
          memory: 16 * n * n + 8 * n * (3 * count + 64 * 32) + 4e7,
          shares: { key: `n${n}-draw${draw}`, cost: SECONDS_A_COUPLING * couplings, memory: 8 * couplings },
          part: { n, draw, first, replicas: count },
        };
      }),
    );
  });
}
