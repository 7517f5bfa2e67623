import type { Evidence } from "../claims/evidence.js";
import { type NamedExperiment, readRows, type TableReader, type TableSpec } from "./experiment.js";
import type { networkAnnealing } from "./network-annealing/index.js";
import type { networkIndex } from "./network-index/index.js";
import type { networkLosses } from "./network-losses/index.js";
import type { spinGlassMinima } from "./spin-glass-minima/index.js";

/** Those that some claim reads together with another; what one alone decides its answer judges. */
interface Experiments {
  readonly "spin-glass-minima": typeof spinGlassMinima;
  readonly "network-losses": typeof networkLosses;
  readonly "network-index": typeof networkIndex;
  readonly "network-annealing": typeof networkAnnealing;
}

type Read<E, Result> =
  E extends NamedExperiment<string, infer Config, infer Tables>
    ? (config: Config, tables: { readonly [T in keyof Tables]: TableReader<Tables[T]> }) => Promise<Result>
    : never;

/** How each of them gives claims what they read. */
const readers: { readonly [E in keyof Experiments]: Read<Experiments[E], Evidence[E]> } = {
  "spin-glass-minima": async ({ p }, { minima }) => ({ p, minima: await readRows(minima) }),
  "network-losses": async (_, { networks }) => ({ networks: await readRows(networks) }),
  "network-index": async (_, { networks, checkpoints }) => ({
    networks: await readRows(networks),
    checkpoints: await readRows(checkpoints),
  }),
  "network-annealing": async (_, { networks }) => ({ networks: await readRows(networks) }),
};

/** A finished run of some experiment. */
export interface FinishedRun {
  readonly experiment: string;
  readonly config: object;
  readonly tables: Readonly<Record<string, TableReader<TableSpec>>>;
}

/** What claims read of finished runs; an experiment that no claim is judged by gives nothing. */
export async function evidenceOf(runs: readonly FinishedRun[]): Promise<Partial<Evidence>> {
  const entries: [string, unknown][] = [];
  for (const { experiment, config, tables } of runs) {
    const read = (readers as unknown as Readonly<Record<string, Reader | undefined>>)[experiment];
    if (read !== undefined) entries.push([experiment, await read(config, tables)]);
  }
  return Object.fromEntries(entries);
}

/** A reader that has forgotten its experiment: a run names the one whose config and tables it has. */
type Reader = (config: object, tables: FinishedRun["tables"]) => Promise<unknown>;
