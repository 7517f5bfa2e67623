import { fitExponent } from "../../statistics/free-exponent.js";
import type { Measured } from "../../statistics/measured.js";

/** L̄(n₁) = exp(α n₁^β) through the mean losses. */
export interface Scaling {
  readonly alpha: Required<Measured>;
  readonly beta: Required<Measured>;
  readonly chiSquared: number;
  readonly freedom: number;
}

/**
 * The paper's scaling of losses: ln L̄ = α n₁^β fitted to the mean test losses, weights by their standard errors.
 *
 * Undefined for fewer than two sizes, for a mean without an error or not above 0, and where no β fits best.
 */
export function scalingOf(means: readonly (Measured & { readonly hidden: number })[]): Scaling | undefined {
  const points = means.flatMap(({ hidden, value, error }) =>
    error && value > 0 ? [{ x: hidden, value: Math.log(value), error: error / value }] : [],
  );
  if (points.length < Math.max(2, means.length)) return undefined;
  const fit = fitExponent(points, (x, exponent) => [x ** exponent], [-2, 2]);
  const [alpha] = fit?.coefficients ?? [];
  return fit && alpha && { alpha, beta: fit.exponent, chiSquared: fit.chiSquared, freedom: fit.freedom };
}

/** A loss in units of what the scaling expects of its size. */
export const scaledBy = ({ alpha, beta }: Scaling, hidden: number) => {
  const expected = Math.exp(alpha.value * hidden ** beta.value);
  return (loss: number) => loss / expected;
};
