import { dot, lengthOf } from "../base/vectors.js";
import type { Measured } from "./measured.js";

/** A value with its standard error, at the terms whose coefficients are sought. */
export interface Observation extends Required<Measured> {
  readonly terms: readonly number[];
}

export interface Fit {
  readonly coefficients: readonly Required<Measured>[];
  /** Σ (residual / standard error)². */
  readonly chiSquared: number;
  /** Observations less coefficients. */
  readonly freedom: number;
}

/**
 * Weighted least squares of value = Σ c·term, weights 1/error²; errors by propagation.
 *
 * Modified Gram–Schmidt on the design and the values together. Undefined for fewer observations than terms, and for terms
 * that depend on each other.
 * Source: Björck, Numerical Methods for Least Squares Problems (1996), 2.4.
 */
export function leastSquares(observations: readonly Observation[]): Fit | undefined {
  const terms = observations[0]?.terms ?? [];
  const freedom = observations.length - terms.length;
  if (terms.length === 0 || freedom < 0) return undefined;
  const columns = terms.map((_, k) => observations.map((at) => (at.terms[k] as number) / at.error));
  const residual = observations.map(({ value, error }) => value / error);

  const sizes = columns.map((column) => lengthOf(column));
  const r: number[][] = [];
  const projections: number[] = [];
  for (const [k, column] of columns.entries()) {
    const length = lengthOf(column);
    if (!(length > 1e-12 * (sizes[k] as number))) return undefined;
    const unit = column.map((entry) => entry / length);
    r.push(columns.map((other, j) => (j < k ? 0 : j === k ? length : takeOut(unit, other))));
    projections.push(takeOut(unit, residual));
  }
  return {
    coefficients: inverse(r).map((row) => ({ value: dot(row, projections), error: lengthOf(row) })),
    chiSquared: dot(residual, residual),
    freedom,
  };
}

export interface Line extends Omit<Fit, "coefficients"> {
  readonly intercept: Required<Measured>;
  readonly slope: Required<Measured>;
}

/** The line through measured points; undefined for fewer than two places, or where a point has no error. */
export function fitLine(points: readonly (Measured & { readonly x: number })[]): Line | undefined {
  const observations = points.flatMap(({ x, value, error }) =>
    error ? [{ value, error, terms: [1, x] }] : [],
  );
  const fit = observations.length === points.length ? leastSquares(observations) : undefined;
  const [intercept, slope] = fit?.coefficients ?? [];
  return fit && intercept && slope && { intercept, slope, chiSquared: fit.chiSquared, freedom: fit.freedom };
}

/** Takes the part along a unit vector out of another, and returns its length. */
function takeOut(unit: readonly number[], vector: number[]): number {
  const length = dot(unit, vector);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) - length * (unit[i] as number);
  return length;
}

/** Of an upper triangle. */
function inverse(r: readonly (readonly number[])[]): number[][] {
  const rows = r.map(() => new Array<number>(r.length).fill(0));
  for (let i = r.length - 1; i >= 0; i--)
    for (let j = i; j < r.length; j++) {
      let sum = i === j ? 1 : 0;
      for (let k = i + 1; k <= j; k++) sum -= (r[i]?.[k] as number) * (rows[k]?.[j] as number);
      (rows[i] as number[])[j] = sum / (r[i]?.[i] as number);
    }
  return rows;
}
