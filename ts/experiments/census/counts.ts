import { countBelow } from "../../base/sorted.js";
import type { Evidence } from "../../claims/evidence.js";
import { normal, student } from "../../statistics/distributions.js";
import { holm } from "../../statistics/holm.js";
import { LEVEL } from "../../statistics/intervals.js";
import { mean, variance } from "../../statistics/moments.js";
import { expectedInWindows } from "../../theory/critical-points.js";
import type { DrawMap } from "../maps.js";

/** Edges of the narrowest windows of energy per spin, symmetric about 0; beyond the last ones two windows are open. */
export const EDGES: readonly number[] = Array.from({ length: 101 }, (_, step) => (step - 50) / 20);

/** Windows are merged until so many points are expected in all draws. */
const LEAST = 20;
/** Those of the claim until an error of the count is about 2 %, so that intervals corrected for dozens of windows reach 7 %. */
const LEAST_OF_CLAIM = 3000;

/** The points of one index of one size, by the narrowest windows. */
export interface IndexCounts {
  readonly n: number;
  readonly index: number;
  /** A row a window: how many points each draw has there. */
  readonly counts: readonly Float64Array[];
  /** Their exact means. */
  readonly expected: readonly number[];
}

/** Points of one index in a window of energies, beside their exact mean. */
export interface Counted {
  readonly n: number;
  readonly index: number;
  /** Energies per spin. */
  readonly from: number;
  readonly to: number;
  readonly draws: number;
  /** Points a draw, exactly in the mean. */
  readonly expected: number;
  /** As they were found, in the mean. */
  readonly found: number;
  /** The standard error of `found` where its mean is the expected one. */
  readonly error: number;
  /** The normal deviate that is as rare as the difference, by Student's law over the draws. */
  readonly z: number;
}

/** Each index of a size, over complete maps. */
export function countsOf(n: number, p: number, maps: readonly DrawMap[]): IndexCounts[] {
  const indices = Array.from({ length: n }, (_, index) => index);
  // The law of the couplings is that of their negatives: index n − 1 − k lies at −u as k does at u.
  const expected = indices.map((index) =>
    2 * index > n - 1 ? [] : expectedInWindows({ n, p, index }, EDGES).map(({ count }) => count),
  );
  return indices.map((index) => {
    const counts = Array.from({ length: EDGES.length + 1 }, () => new Float64Array(maps.length));
    maps.forEach((map, draw) => {
      map.energies.forEach((energy, row) => {
        if (map.indices[row] !== index) return;
        const inWindow = counts[countBelow(EDGES, energy)] as Float64Array;
        inWindow[draw] = (inWindow[draw] as number) + 1;
      });
    });
    const own = expected[index] as number[];
    const mirrored = expected[n - 1 - index] as number[];
    return { n, index, counts, expected: own.length > 0 ? own : [...mirrored].reverse() };
  });
}

/** The ends of window number `at`. */
export const endsOf = (at: number) => ({ from: EDGES[at - 1] ?? -Infinity, to: EDGES[at] ?? Infinity });

/** What two draws or more tell by themselves: of odd p index n − 1 − k has the energies of k turned round, and no more to say. */
export function independentOf(all: readonly IndexCounts[], p: number): IndexCounts[] {
  if (p % 2 === 0) return [...all];
  return all.flatMap((of) => {
    const middle = (of.n - 1) / 2;
    if (of.index > middle) return [];
    const half = (EDGES.length + 1) / 2;
    return of.index < middle
      ? [of]
      : [{ ...of, counts: of.counts.slice(0, half), expected: of.expected.slice(0, half) }];
  });
}

/** Neighbouring windows, merged from below until `least` points are expected in all; what is left above joins the last. */
export function mergedWindows(of: IndexCounts, least: number): Counted[] {
  const draws = of.counts[0]?.length ?? 0;
  const groups: number[][] = [];
  let [group, held]: [number[], number] = [[], 0];
  of.expected.forEach((expected, at) => {
    group.push(at);
    held += expected * draws;
    if (held < least) return;
    groups.push(group);
    [group, held] = [[], 0];
  });
  const last = groups.at(-1);
  if (last === undefined) return [];
  last.push(...group);
  return groups.map((group) => counted(of, group, draws));
}

/** All energies in one window. */
export const inAll = (of: IndexCounts): Counted =>
  counted(of, [...of.expected.keys()], of.counts[0]?.length ?? 0);

function counted(
  { n, index, counts, expected }: IndexCounts,
  group: readonly number[],
  draws: number,
): Counted {
  const exact = group.reduce((sum, at) => sum + (expected[at] as number), 0);
  const ofDraws = Array.from({ length: draws }, (_, draw) =>
    group.reduce((sum, at) => sum + ((counts[at] as Float64Array)[draw] as number), 0),
  );
  const found = mean(ofDraws);
  // Points repel or come in pairs: their numbers scatter as Poisson's, but for this factor.
  const dispersion = found > 0 ? variance(ofDraws) / found : 1;
  const error = Math.sqrt((dispersion * exact) / draws);
  const rarer = student(draws - 1).tail(Math.abs(found - exact) / error);
  return {
    ...{ n, index, draws, expected: exact, found, error },
    z: -Math.sign(found - exact) * normal.quantile(rarer),
    from: endsOf(group[0] as number).from,
    to: endsOf(group.at(-1) as number).to,
  };
}

/** All windows of 20 expected points or more, and what of them differs from the exact mean by more than chance allows. */
export interface Comparison {
  readonly windows: readonly Counted[];
  /** Those that Holm's steps keep at 5 %. */
  readonly differing: readonly Counted[];
  /** A z beyond ± that is rare: 5 % of repeats have one among so many windows (Bonferroni). */
  readonly bound: number;
}

export function comparisonOf(all: readonly IndexCounts[]): Comparison {
  const windows = all.flatMap((of) => mergedWindows(of, LEAST));
  const decided = holm(
    windows.map(
      ({ z }) =>
        (alpha: number) =>
          2 * normal.tail(Math.abs(z)) <= alpha || undefined,
    ),
    1 - LEVEL,
  );
  return {
    windows,
    differing: windows.filter((_, at) => decided[at] === true),
    bound: normal.quantile(1 - (1 - LEVEL) / 2 / Math.max(1, windows.length)),
  };
}

/** What the claim on counts reads: an index of fewer than `LEAST_OF_CLAIM` expected points is one window, and of fewer than 20 none. */
export function countedWindows(all: readonly IndexCounts[]): Evidence["census"]["windows"] {
  return all.flatMap((of) => {
    const draws = of.counts[0]?.length ?? 0;
    const total = draws * of.expected.reduce((sum, expected) => sum + expected, 0);
    // All of a rare index is one window, to rounding.
    return mergedWindows(of, Math.min(LEAST_OF_CLAIM, (1 - 1e-9) * total))
      .filter(({ expected }) => expected * draws >= LEAST)
      .map(({ n, index, from, to, expected, found, error }) => ({
        ...{ n, index, from, to, freedom: draws - 1 },
        value: Math.log(found / expected),
        error: error / expected,
      }));
  });
}
