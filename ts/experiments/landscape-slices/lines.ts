import { bySize, groupBy } from "../../statistics/groups.js";
import { type Mean, meanWithInterval } from "../../statistics/intervals.js";
import type { Measured } from "../../statistics/measured.js";
import { measuredMean } from "../../statistics/moments.js";

/** A value at a place of a line. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/** A line of one network or of one glass: its points from one end to the other. */
export type Points = readonly Point[];

/** Nothing of no values. */
export const meanOf = (values: readonly number[]): Mean | undefined =>
  values.length === 0 ? undefined : meanWithInterval(values);

/** The mean over several lines at each of their places. */
export function meansAlong(lines: readonly Points[]): { readonly at: number; readonly mean: Measured }[] {
  return bySize(lines.flat(), ({ at }) => at).map(([at, points]) => ({
    at,
    mean: measuredMean(points.map(({ value }) => value)),
  }));
}

/**
 * How far a path rises above the straight line through the values at its ends, at the places where it was looked at: 0 where it does not.
 *
 * Source: Entezari, Sedghi, Saukh, Neyshabur, The role of permutation invariance in linear mode connectivity, ICLR 2022.
 */
export function barrierOf(points: Points): number {
  const [first, last] = [points[0], points.at(-1)] as [Point, Point];
  const share = (at: number) => (at - first.at) / (last.at - first.at);
  const between = (at: number) => (1 - share(at)) * first.value + share(at) * last.value;
  return points.reduce((most, { at, value }) => Math.max(most, value - between(at)), 0);
}

/** The place about which a slice is taken. */
export const middleOf = (points: Points): Point => points[(points.length - 1) / 2] as Point;

/** How far the lowest place of a slice lies below its middle. */
export function dropOf(points: Points): number {
  const middle = middleOf(points).value;
  return points.reduce((most, { value }) => Math.max(most, middle - value), 0);
}

/** The lines of each path, one a unit. */
export function linesOf<Row extends { readonly path: string; readonly at: number }>(
  rows: readonly Row[],
  unit: (row: Row) => unknown,
  value: (row: Row) => number,
): (path: Row["path"]) => Points[] {
  const paths = groupBy(rows, ({ path }) => path);
  return (path) =>
    [...groupBy(paths.get(path) ?? [], unit).values()].map((line) =>
      line.map((row) => ({ at: row.at, value: value(row) })),
    );
}
