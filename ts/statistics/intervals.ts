import { beta, normal, student as studentsT } from "./distributions.js";
import type { Interval, Measured } from "./measured.js";
import { measuredMean } from "./moments.js";
import { quantile } from "./quantiles.js";

/** The share of repeats in which an interval holds the truth, where nothing else is said. */
export const LEVEL = 0.95;

/** Of a mean of few units, from its standard error: Student's t with the degrees of freedom of that error. */
export function student({ value, error }: Required<Measured>, freedom: number, level = LEVEL): Interval {
  const reach = studentsQuantile(freedom, (1 + level) / 2) * error;
  return { low: value - reach, high: value + reach };
}

/** Kept: a quantile takes 0.1 ms, and Holm's steps ask for the same few of every test again and again. */
const quantiles = new Map<string, number>();

function studentsQuantile(freedom: number, probability: number): number {
  const key = `${freedom} ${probability}`;
  const kept = quantiles.get(key) ?? studentsT(freedom).quantile(probability);
  quantiles.set(key, kept);
  return kept;
}

/** A mean over units of replication, with its 95 % interval where there are several. */
export interface Mean {
  readonly mean: Measured;
  readonly interval: Interval | undefined;
}

/** Of a value a unit. */
export function meanWithInterval(values: readonly number[]): Mean {
  const mean = measuredMean(values);
  const { value, error } = mean;
  return { mean, interval: error === undefined ? undefined : student({ value, error }, values.length - 1) };
}

/** Of a share, from so many successes in so many trials: near the level on average. Source: Wilson, JASA 22 (1927). */
export function wilson(successes: number, trials: number, level = LEVEL): Interval {
  const z = normal.quantile((1 + level) / 2);
  const share = successes / trials;
  const scale = 1 + (z * z) / trials;
  const centre = (share + (z * z) / (2 * trials)) / scale;
  const reach = (z / scale) * Math.sqrt((share * (1 - share)) / trials + (z / (2 * trials)) ** 2);
  return { low: centre - reach, high: centre + reach };
}

/**
 * Of a share, never below the level. Counts need not be whole: those of clustered trials are divided by their design effect.
 *
 * Source: Clopper and Pearson, Biometrika 26 (1934).
 */
export function clopperPearson(successes: number, trials: number, level = LEVEL): Interval {
  const outside = (1 - level) / 2;
  const failures = trials - successes;
  return {
    low: successes <= 0 ? 0 : beta(successes, failures + 1).quantile(outside),
    high: failures <= 0 ? 1 : 1 - beta(failures, successes + 1).quantile(outside),
  };
}

/** Of a correlation of so many pairs, by Fisher's z = artanh r, whose standard error is 1/√(pairs − 3). */
export function fisherZ(r: number, pairs: number, level = LEVEL): Interval {
  const reach = normal.quantile((1 + level) / 2) / Math.sqrt(pairs - 3);
  return { low: Math.tanh(Math.atanh(r) - reach), high: Math.tanh(Math.atanh(r) + reach) };
}

/** Between the quantiles of resampled values, which are ascending. */
export function percentile(resampled: ArrayLike<number>, level = LEVEL): Interval {
  const outside = (1 - level) / 2;
  return { low: quantile(resampled, outside), high: quantile(resampled, 1 - outside) };
}
