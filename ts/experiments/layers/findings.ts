import type {
  CENSUSES,
  CRITICAL_POINTS,
  DISTINCT_MINIMA,
  GRAPHS,
  MAPS,
  SADDLE_LINKS,
  SADDLES,
} from "../../glass/tables.js";
import { bySize } from "../../statistics/groups.js";
import type { Measured } from "../../statistics/measured.js";
import { meanOfMeans, measuredMean } from "../../statistics/moments.js";
import { measuredRatio, ratio } from "../../statistics/ratio.js";
import { threshold } from "../../theory/index.js";
import { byDraw, drawOf } from "../draws.js";
import { readRows, readSome, type TableReader } from "../experiment.js";
import { type DrawGraph, readGraphs } from "../graphs.js";
import { type DrawMap, type DrawPoints, meanEnergyIn, readMaps } from "../maps.js";
import type { Config } from "./config.js";

export interface Tables {
  readonly saddles: TableReader<typeof SADDLES>;
  readonly critical_points: TableReader<typeof CRITICAL_POINTS>;
  readonly maps: TableReader<typeof MAPS>;
  readonly distinct_minima: TableReader<typeof DISTINCT_MINIMA>;
  readonly censuses: TableReader<typeof CENSUSES>;
  readonly saddle_links: TableReader<typeof SADDLE_LINKS>;
  readonly graphs: TableReader<typeof GRAPHS>;
}

/** A critical point that a search found. */
export interface Saddle {
  readonly n: number;
  readonly energy: number;
  readonly index: number;
}

/** A mean energy of one index at one size. */
export interface LayerAt {
  readonly n: number;
  readonly index: number;
  readonly energy: Measured;
}

/** Minima above −E∞ + ε of one size, of maps or of censuses. */
export interface AboveAt {
  readonly n: number;
  readonly above: number;
  readonly number: Measured;
  readonly share: Measured;
}

export interface Findings {
  /** Searches, and of them those that ended at critical points. */
  readonly searches: number;
  readonly converged: number;
  /** Of searches from chosen energies, each point once. */
  readonly saddles: readonly Saddle[];
  /** Of searches from random points. */
  readonly led: readonly LayerAt[];
  readonly maps: { readonly draws: number; readonly complete: number };
  readonly mapped: readonly LayerAt[];
  readonly mappedAbove: readonly AboveAt[];
  /** Good's and Turing's coverage of each size's censuses, the least over draws. */
  readonly coverage: readonly { readonly n: number; readonly least: number }[];
  readonly censusedAbove: readonly AboveAt[];
  /** Of the minima of some censuses. */
  readonly graphs: readonly DrawGraph[];
}

/** ε of the claim, and below them two at which the fall has not begun yet. */
export const ABOVE = [0.1, 0.2, 0.3, 0.4];

export async function findingsOf(config: Config, tables: Tables): Promise<Findings> {
  const maps = await readMaps(tables);
  const complete = maps.filter((map) => map.complete);
  const censuses = await readCensuses(tables);
  return {
    ...(await saddlesOf(config, tables)),
    maps: { draws: maps.length, complete: complete.length },
    mapped: bySize(complete, ({ n }) => n).flatMap(([n, ofSize]) => mappedLayers(config, n, ofSize)),
    mappedAbove: aboveOf(
      config.p,
      complete.map(({ n, energies, indices }) => ({
        n,
        energies: energies.filter((_, row) => indices[row] === 0),
      })),
    ),
    coverage: bySize(censuses, ({ n }) => n).map(([n, ofSize]) => ({
      ...{ n, least: Math.min(...ofSize.map(({ coverage }) => coverage)) },
    })),
    censusedAbove: aboveOf(config.p, censuses),
    graphs: await readGraphs(tables, censuses),
  };
}

async function saddlesOf({ energies, searches, indices }: Config, tables: Tables) {
  const rows = await readSome(tables.saddles, [
    ...(["n", "disorder_seed", "replica", "target_index", "energy", "status", "index", "point"] as const),
  ]);
  const converged = rows.filter(({ status }) => status === "converged");
  const first = searches * energies.length;
  const chosen = converged.filter(({ replica }) => replica < first);
  const once = new Map(chosen.map((row) => [`${drawOf(row)} ${row.point}`, row]));
  const led = converged.filter((row) => row.replica >= first && row.index === row.target_index);
  return {
    ...{ searches: rows.length, converged: converged.length, saddles: [...once.values()] },
    led: bySize(led, ({ n }) => n).flatMap(([n, ofSize]) =>
      indices.flatMap((index): LayerAt[] => {
        const own = ofSize.filter((row) => row.index === index);
        if (own.length === 0) return [];
        return [{ n, index, energy: meanOfMeans(byDraw(own, ({ energy }) => energy)) }];
      }),
    ),
  };
}

function mappedLayers({ indices }: Config, n: number, maps: readonly DrawMap[]): LayerAt[] {
  return indices
    .filter((index) => 2 * index <= n)
    .map((index) => ({ n, index, energy: measuredRatio(meanEnergyIn(maps, index)) }));
}

/** The energies of each draw's minima. */
interface DrawMinima {
  readonly n: number;
  readonly energies: Float64Array;
}

async function readCensuses(tables: Tables): Promise<(DrawPoints & { readonly coverage: number })[]> {
  const censuses = await readRows(tables.censuses);
  const energies = await tables.distinct_minima.column("energy");
  // Rows of both tables are in one order.
  let from = 0;
  return censuses.map(({ n, disorder_seed, kinds, coverage }) => {
    const own = energies.subarray(from, from + kinds);
    from += kinds;
    return { n, disorder_seed, coverage, energies: own, indices: new Int32Array(kinds) };
  });
}

function aboveOf(p: number, draws: readonly DrawMinima[]): AboveAt[] {
  return bySize(draws, ({ n }) => n).flatMap(([n, ofSize]) =>
    ABOVE.map((above) => {
      const bound = above - threshold(p);
      const beyond = ofSize.map(({ energies }) => energies.filter((energy) => energy > bound).length);
      const all = ofSize.map(({ energies }) => energies.length);
      return {
        ...{ n, above, share: measuredRatio(ratio(beyond, all)) },
        number: measuredMean(beyond),
      };
    }),
  );
}
