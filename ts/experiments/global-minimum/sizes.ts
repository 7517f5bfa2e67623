import { finishedBySize, lossCorrelation } from "../../claims/networks.js";
import { searchesOf, worthOf } from "../../claims/searches.js";
import type { DESCENTS } from "../../network/tables.js";
import { bySize, groupBy } from "../../statistics/groups.js";
import { fisherZ, student } from "../../statistics/intervals.js";
import type { Interval } from "../../statistics/measured.js";
import { mean, meanOfMeans, measuredMean } from "../../statistics/moments.js";
import type { RowOf } from "../experiment.js";

type Row = RowOf<typeof DESCENTS>;

/** What the searches of one size found. Networks whose SGD diverged are only counted. */
export interface SizeFindings {
  readonly hidden: number;
  readonly networks: number;
  readonly diverged: number;
  readonly searches: number;
  /** Of all networks, at the places that all have. */
  readonly correlations: readonly Correlation[];
  /** The lowest of each search, on its whole way. */
  readonly lowest: readonly Place[];
  /** The other networks, as far as they went. */
  readonly others: readonly Place[];
  /** Test loss of the lowest at the end over that where its SGD ended. */
  readonly risen: Ratio;
  /** Test loss of the lowest over that of its search's others, after as long a descent. */
  readonly better: Ratio;
}

export interface Correlation {
  readonly iterations: number;
  readonly networks: number;
  /** Pearson's, of train and test loss. */
  readonly r: number;
  /** 95 %, by Fisher's z. */
  readonly interval: Interval;
}

/** Means over searches at one place of the way; of losses geometric ones, because they differ by decades. */
export type Place = ReturnType<typeof placesOf>[number];

/** A geometric mean. */
export interface Ratio {
  readonly value: number;
  /** 95 % (Student, of the logarithm); absent for one search. */
  readonly interval: Interval | undefined;
}

/** One entry a size, ascending; a size without a search of two networks has no findings. */
export function findingsOf(rows: readonly Row[]): SizeFindings[] {
  return finishedBySize(rows).flatMap(({ hidden, all, finished }) => {
    const searches = searchesOf(finished);
    if (searches.length === 0) return [];
    const worth = searches.map(worthOf);
    const starts = (of: readonly Row[]) => of.filter(({ iterations }) => iterations === 0).length;
    return [
      {
        ...{ hidden, networks: starts(all), diverged: starts(all) - starts(finished) },
        searches: searches.length,
        correlations: correlationsOf(finished, starts(finished)),
        lowest: placesOf(searches.map(({ lowest }) => [lowest])),
        others: placesOf(searches.map(({ others }) => others)),
        risen: geometricMean(worth.map(({ risen }) => risen)),
        better: geometricMean(worth.map(({ better }) => better)),
      },
    ];
  });
}

function correlationsOf(rows: readonly Row[], networks: number): Correlation[] {
  return bySize(rows, ({ iterations }) => iterations).flatMap(([iterations, there]) => {
    const r = lossCorrelation(there);
    return there.length === networks && networks > 3 && Math.abs(r) < 1
      ? [{ iterations, networks, r, interval: fisherZ(r, networks) }]
      : [];
  });
}

/** Those of all sizes at each place of the way. */
export const correlationsByPlace = (sizes: readonly SizeFindings[]) =>
  groupBy(
    sizes.flatMap(({ hidden, correlations }) => correlations.map((found) => ({ hidden, ...found }))),
    ({ iterations }) => iterations,
  );

/** @param searches  the ways of each: a search is a unit of replication */
function placesOf(searches: readonly (readonly (readonly Row[])[])[]) {
  const places = [...new Set(searches.flat(2).map(({ iterations }) => iterations))].sort((a, b) => a - b);
  return places.map((iterations) => {
    const there = searches.map((ways) =>
      ways.flatMap((way) => way.filter((place) => place.iterations === iterations)),
    );
    const over = (value: (place: Row) => number) => there.map((rows) => rows.map(value));
    const geometric = (value: (place: Row) => number) =>
      geometricMean(over(value).map((values) => mean(values.map(Math.log))));
    return {
      iterations,
      evaluations: meanOfMeans(over(({ evaluations }) => evaluations)).value,
      trainLoss: geometric(({ train_loss }) => train_loss),
      testLoss: geometric(({ test_loss }) => test_loss),
      trainError: meanOfMeans(over(({ train_accuracy }) => 1 - train_accuracy)),
      testError: meanOfMeans(over(({ test_accuracy }) => 1 - test_accuracy)),
    };
  });
}

function geometricMean(logs: readonly number[]): Ratio {
  const { value, error } = measuredMean(logs);
  // A loss of exactly 0 has no logarithm.
  if (error === undefined || !Number.isFinite(error)) return { value: Math.exp(value), interval: undefined };
  const { low, high } = student({ value, error }, logs.length - 1);
  return { value: Math.exp(value), interval: { low: Math.exp(low), high: Math.exp(high) } };
}
