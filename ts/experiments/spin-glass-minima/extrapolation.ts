import type { Estimate } from "./sizes.js";

/** The line mean(N) = value + slope · N^−exponent. */
export interface Extrapolation {
  readonly value: number;
  readonly error: number;
  readonly slope: number;
  /** Σ (residual / standard error)² over the sizes, and sizes − 2. */
  readonly chiSquared: number;
  readonly freedom: number;
}

/**
 * The exponent of the leading correction to the mean energy of minima, from marginal stability: a descent can still fall
 * while its Hessian has negative eigenvalues, and at u above −E_∞ the semicircle has ~ N (u + E_∞)^{3/2} of them. They run
 * out where that is of order one: u + E_∞ ~ N^{−2/3}, also the scale of the edge's own fluctuations.
 */
export const EXPONENT = 2 / 3;

/**
 * Weighted least squares of the means against N^−exponent, weights 1/error²; errors by propagation.
 *
 * Two parameters: the exponent and any further correction are assumed, not fitted, since three sizes leave one degree of
 * freedom. Undefined for fewer than two sizes, or where a mean has no error (one draw of the couplings).
 */
export function extrapolate(
  means: readonly { n: number; energy: Estimate }[],
  exponent: number = EXPONENT,
): Extrapolation | undefined {
  const points = means.map(({ n, energy: { value, error = 0 } }) => ({
    x: n ** -exponent,
    y: value,
    w: error ** -2,
  }));
  if (points.length < 2 || points.some(({ w }) => !Number.isFinite(w))) return undefined;

  const sum = (term: (point: (typeof points)[number]) => number) =>
    points.reduce((total, point) => total + term(point), 0);
  const weight = sum(({ w }) => w);
  const x0 = sum(({ w, x }) => w * x) / weight;
  const y0 = sum(({ w, y }) => w * y) / weight;
  const spread = sum(({ w, x }) => w * (x - x0) ** 2);
  const slope = sum(({ w, x, y }) => w * (x - x0) * (y - y0)) / spread;
  const value = y0 - slope * x0;
  return {
    value,
    error: Math.sqrt(1 / weight + x0 ** 2 / spread),
    slope,
    chiSquared: sum(({ w, x, y }) => w * (y - value - slope * x) ** 2),
    freedom: points.length - 2,
  };
}
