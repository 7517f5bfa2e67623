import { type FieldsOf, object, optional } from "../base/schema.js";
import { eigenvalueCost } from "./eigenvalue-cost.js";
import { covarianceOf, finite, index, type Model } from "./input.js";
import { mixedComplexity } from "./mixed-complexity.js";
import { threshold } from "./threshold.js";

export interface ComplexityOptions {
  /** Count only critical points with this many negative eigenvalues; all of them without it. */
  readonly index?: number | undefined;
}

const options = object({ index: optional(index) } satisfies FieldsOf<ComplexityOptions>);

/**
 * The complexity of a spherical spin glass: (1/N) ln E[number of critical points with energy per spin ≤ u], N → ∞.
 *
 * Pure p, with x = −u/E_∞ and, below −E_∞, I = x√(x² − 1) − arcosh x, the cost of one eigenvalue outside the semicircle:
 * Θ_k(u) = ½ ln(p−1) − (p−2)/p · x² − (k+1) I for u ≤ −E_∞, and its value at −E_∞ above (deeper indices dominate there).
 * Without an index: Θ_0 below −E_∞, ½ ln(p−1) − (p−2)/p · x² up to u = 0, ½ ln(p−1) above.
 * Negative where such points are exponentially rare. For p = 2 nothing is exponential in number: the maximum is 0.
 * Mixed models: the same with the radial derivative as a second variable, over which it is maximised.
 *
 * @param model  degree p of the interaction, a whole number ≥ 2, or the coefficients { 2: b2, 3: b3, … } of a mixed model.
 * @param u      energy per spin H/N, any finite number; H = N^{−(p−1)/2} Σ X σ⋯σ on |σ|² = N.
 * @returns  nats per spin, within 4·(k+1)·eps·(1 + u²) of the exact value; mixed models within 1e-12·(k+1)(1 + u²).
 * @throws   InvalidInputError  the model, u or the index is not what is allowed.
 *
 * Source: Auffinger, Ben Arous, Černý, CPAM 66 (2013), Theorems 2.5 and 2.8; mixed: Auffinger, Ben Arous, Ann. Probab. 41 (2013).
 *
 * @example
 * complexity(3, -1.64, { index: 0 }); // 0.00984…: minima are exponentially many
 * complexity(3, -1.66);               // -0.00189…: below −E_0 there are typically none
 */
export function complexity(model: Model, u: number, given: ComplexityOptions = {}): number {
  const covariance = covarianceOf(model);
  finite.parse(u, "u");
  const { index } = options.parse(given);

  const { pure } = covariance;
  if (!pure) return mixedComplexity(covariance, u, index);
  const { p, scale } = pure;
  const x = -u / (scale * threshold(p));
  if (x >= 1) return tailComplexity(p, index ?? 0, Math.asinh(Math.sqrt((x - 1) * (x + 1))));
  if (index !== undefined) return plateau(p);
  return 0.5 * Math.log1p(p - 2) - ((p - 2) / p) * Math.max(x, 0) ** 2;
}

/** Θ_k at u = −E_∞ cosh t, t ≥ 0: decreasing in t from its plateau. @internal */
export function tailComplexity(p: number, k: number, t: number): number {
  // Finite, as p = 2 takes none of it; where it is not, the last term is −∞.
  const square = Math.min(Math.sinh(t) ** 2, Number.MAX_VALUE);
  return plateau(p) - ((p - 2) / p) * square - (k + 1) * eigenvalueCost(t);
}

/** Θ_k(−E_∞), the same for every k. @internal */
export function plateau(p: number): number {
  return 0.5 * Math.log1p(p - 2) - (p - 2) / p;
}
