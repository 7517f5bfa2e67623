import { dot, mean } from "../base/vectors.js";
import type { Measured } from "./measured.js";

export { mean };

/** Unbiased; NaN for fewer than two values. */
export function variance(values: ArrayLike<number>): number {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += ((values[i] as number) - centre) ** 2;
  return sum / (values.length - 1);
}

/** Sums of squares of the groups' means about a centre, for every value of a group, and of values about their group's mean. */
export function squaresAbout(centre: number, groups: Groups): { between: number; within: number } {
  let [between, within] = [0, 0];
  for (const group of groups) {
    between += group.length * (mean(group) - centre) ** 2;
    if (group.length > 1) within += (group.length - 1) * variance(group);
  }
  return { between, within };
}

/** Whether two values differ; of equal ones the variance may be a rounding. */
export function varies(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return true;
  return false;
}

type Groups = readonly ArrayLike<number>[];

/** The mean of values of which each is a unit of replication of its own, as networks are, with its standard error. */
export function measuredMean(values: ArrayLike<number>): Measured {
  if (values.length < 2) return { value: mean(values) };
  return { value: mean(values), error: Math.sqrt(variance(values) / values.length) };
}

/**
 * The mean of the groups' means, with its standard error over the groups.
 *
 * A group is one unit of replication: starts that share a draw of the couplings are one.
 */
export const meanOfMeans = (groups: Groups): Measured => measuredMean(groups.map(mean));

/**
 * The standard deviation inside groups, pooled over them by degrees of freedom; undefined where no group has two values.
 *
 * Its error is that of s² over the groups, halved and divided by s.
 */
export function deviationWithin(groups: Groups): Measured | undefined {
  const several = groups.filter(({ length }) => length > 1);
  if (several.length === 0) return undefined;
  const variances = several.map(variance);
  const freedoms = several.map(({ length }) => length - 1);
  const squares = dot(variances, freedoms);
  const value = Math.sqrt(squares / freedoms.reduce((a, b) => a + b, 0));
  if (several.length < 2 || value === 0) return { value };
  return { value, error: Math.sqrt(variance(variances) / several.length) / (2 * value) };
}

/**
 * The standard deviation of the groups' means; undefined for one group.
 *
 * Its error is that for k Gaussian means: s/√(2(k − 1)).
 */
export function deviationBetween(groups: Groups): Measured | undefined {
  if (groups.length < 2) return undefined;
  const value = Math.sqrt(variance(groups.map(mean)));
  return { value, error: value / Math.sqrt(2 * (groups.length - 1)) };
}
