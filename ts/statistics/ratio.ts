import type { Measured } from "./measured.js";
import { mean, variance } from "./moments.js";

/** A ratio of sums over units, with what each unit adds to its error. */
export interface Ratio {
  readonly value: number;
  /** (a − value·b)/mean b of each unit: the ratio moves with their mean. Those of two ratios over the same units subtract. */
  readonly influences: readonly number[];
}

/**
 * Σa/Σb over units that are independent, each with several values in it: a sum of energies over a number of points.
 *
 * Source: the linearised ratio estimator, Cochran, Sampling Techniques (1977), 6.4.
 */
export function ratio(a: ArrayLike<number>, b: ArrayLike<number>): Ratio {
  const centre = mean(b);
  const value = mean(a) / centre;
  return {
    value,
    influences: Array.from(a, (each, unit) => (each - value * (b[unit] as number)) / centre),
  };
}

/** The standard error of what has such influences; NaN for one unit. */
export const influenceError = (influences: readonly number[]): number =>
  Math.sqrt(variance(influences) / influences.length);

/** The ratio with its standard error; of one unit without. */
export const measuredRatio = ({ value, influences }: Ratio): Measured =>
  influences.length > 1 ? { value, error: influenceError(influences) } : { value };
