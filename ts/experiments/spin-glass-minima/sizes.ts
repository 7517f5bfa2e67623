import type { Status } from "../../glass/tables.js";
import type { Row } from "./rows.js";

/** A mean over draws of the couplings; without an error where there is one draw. */
export interface Estimate {
  readonly value: number;
  readonly error?: number;
}

/** What the descents of one size found. Minima are the converged rows of index 0; the other rows are only counted. */
export interface SizeSummary {
  readonly n: number;
  readonly rows: number;
  /** How many rows are no minima, by reason. */
  readonly leftOut: Readonly<Record<Reason, number>>;
  readonly minima: readonly Row[];
  readonly converged: Estimate;
  /** Undefined where nothing converged. */
  readonly indexZero?: Estimate;
  /** How many converged rows have each index, ascending. */
  readonly indices: readonly { index: number; rows: number }[];
  /** Undefined where there are no minima. */
  readonly found?: Found;
}

/** A status that is not `converged`, or `saddle`: converged, with negative eigenvalues. */
export type Reason = Exclude<Status, "converged"> | "saddle";

export interface Found {
  readonly energy: Estimate;
  /** Pooled standard deviation inside draws; undefined where no draw has two minima. */
  readonly within?: Estimate;
  /** Standard deviation of the draws' means; undefined for one draw. */
  readonly between?: Estimate;
  readonly lowest: number;
  readonly lambdaMin: Estimate;
  readonly iterations: Estimate;
  readonly evaluations: Estimate;
}

/** One summary a size, ascending. */
export function summariseSizes(rows: readonly Row[]): SizeSummary[] {
  return [...groupBy(rows, (row) => row.n)]
    .sort(([a], [b]) => a - b)
    .map(([n, ofSize]) => summariseSize(n, ofSize));
}

function summariseSize(n: number, rows: readonly Row[]): SizeSummary {
  const converged = rows.filter((row) => row.status === "converged");
  const minima = converged.filter((row) => row.index === 0);
  const ended = (status: Status) => rows.filter((row) => row.status === status).length;
  return {
    n,
    rows: rows.length,
    leftOut: {
      max_iterations: ended("max_iterations"),
      stalled: ended("stalled"),
      saddle: converged.length - minima.length,
    },
    minima,
    converged: overDraws(rows, (row) => Number(row.status === "converged")),
    ...(converged.length > 0 && { indexZero: overDraws(converged, (row) => Number(row.index === 0)) }),
    indices: [...groupBy(converged, (row) => row.index)]
      .sort(([a], [b]) => a - b)
      .map(([index, { length }]) => ({ index, rows: length })),
    ...(minima.length > 0 && { found: summariseMinima(minima) }),
  };
}

function summariseMinima(minima: readonly Row[]): Found {
  const draws = byDraw(minima, (row) => row.energy);
  return {
    energy: overDraws(minima, (row) => row.energy),
    ...spreads(draws),
    lowest: minima.reduce((lowest, { energy }) => Math.min(lowest, energy), Infinity),
    lambdaMin: overDraws(minima, (row) => row.lambdaMin),
    iterations: overDraws(minima, (row) => row.iterations),
    evaluations: overDraws(minima, (row) => row.evaluations),
  };
}

/** The mean of the draws' means: rows of one draw share their couplings, so that draws, not rows, are independent. */
function overDraws(rows: readonly Row[], value: (row: Row) => number): Estimate {
  const means = byDraw(rows, value).map(mean);
  if (means.length < 2) return { value: mean(means) };
  return { value: mean(means), error: Math.sqrt(variance(means) / means.length) };
}

function spreads(draws: readonly number[][]): Pick<Found, "within" | "between"> {
  const several = draws.filter((values) => values.length > 1);
  const freedom = several.reduce((sum, values) => sum + values.length - 1, 0);
  const pooled = several.reduce((sum, values) => sum + (values.length - 1) * variance(values), 0) / freedom;
  // The error of a standard deviation s: half that of s² over s; for s² of k Gaussian means √(2/(k−1)) s².
  const within = Math.sqrt(pooled);
  const squaredError = Math.sqrt(variance(several.map(variance)) / several.length);
  const between = Math.sqrt(variance(draws.map(mean)));
  return {
    ...(several.length > 0 && {
      within: {
        value: within,
        ...(several.length > 1 && within > 0 && { error: squaredError / (2 * within) }),
      },
    }),
    ...(draws.length > 1 && {
      between: { value: between, error: between / Math.sqrt(2 * (draws.length - 1)) },
    }),
  };
}

function byDraw(rows: readonly Row[], value: (row: Row) => number): number[][] {
  return [...groupBy(rows, (row) => row.draw).values()].map((draw) => draw.map(value));
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Unbiased; NaN for fewer than two values. */
function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}
