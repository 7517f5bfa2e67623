import { complexity, plateau, tailComplexity } from "./complexity.js";
import { crossing } from "./crossing.js";
import { covarianceOf, index, type Model } from "./input.js";
import { threshold } from "./threshold.js";

/**
 * The layer energy E_k, positive: below −E_k critical points of index k or more are exponentially rare as N → ∞.
 *
 * The zero of Θ_k (see `complexity`) on u ≤ −E_∞, by bisection down to neighbouring doubles: for pure p in t,
 * u = −E_∞ cosh t. E_0 > E_1 > … → E_∞ for p ≥ 3; for p = 2 all are E_∞ = √2.
 *
 * @param model  degree p of the interaction, a whole number ≥ 2, or the coefficients { 2: b2, 3: b3, … } of a mixed model.
 * @param k      index: number of negative eigenvalues of the Hessian, a whole number ≥ 0.
 * @returns  E_k, within 4·eps·E_k of the exact value; mixed models within 1e-12. E_0 is the ground state of pure models and
 *           of mixed ones that break replica symmetry in one step; of others it is a bound: the true one is not lower in energy.
 * @throws   InvalidInputError  the model or k is not what is allowed.
 *
 * Source: Auffinger, Ben Arous, Černý, CPAM 66 (2013), section 2; mixed: Auffinger, Ben Arous, Ann. Probab. 41 (2013).
 *
 * @example
 * layerEnergy(3, 1); // 1.652873…
 */
export function layerEnergy(model: Model, k: number): number {
  const covariance = covarianceOf(model);
  index.parse(k, "k");
  const edge = threshold(model);
  const { pure } = covariance;
  if (pure) {
    const { p } = pure;
    // The cost of k + 1 eigenvalues alone, at least (k+1)·⅔t³, exhausts the plateau at the upper end.
    const high = Math.cbrt((1.5 * plateau(p)) / (k + 1));
    return edge * Math.cosh(crossing((t) => tailComplexity(p, k, t), 0, high));
  }
  const theta = (depth: number) => complexity(model, -depth, { index: k });
  let high = 2 * edge;
  while (theta(high) > 0) high *= 2;
  return crossing(theta, edge, high);
}
