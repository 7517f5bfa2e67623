import { covarianceOf, type Model } from "./input.js";
import { gaussLegendre, integrate } from "./quadrature.js";

/**
 * How deep algorithms get as N → ∞: ∫₀¹ √ξ″(q) dq, positive; the energy per spin is minus it.
 *
 * Following the lowest eigenvector of the tangent Hessian outwards from the origin ends there (Subag), and under the conditions
 * of Huang and Sellke no algorithm that is Lipschitz in the couplings goes deeper. For pure p it is E_∞; in mixed models it
 * lies between `threshold` and the ground state, and is not where gradient descent ends.
 *
 * @param model  degree p of the interaction, a whole number ≥ 2, or the coefficients { 2: b2, 3: b3, … } of a mixed model.
 * @returns  the integral, within 1e-13 relative.
 * @throws   InvalidInputError  p or a coefficient is not what is allowed.
 *
 * Source: Subag, CPAM 74 (2021); Huang, Sellke, FOCS 2022 (arXiv:2110.07847).
 *
 * @example
 * algorithmicThreshold({ 2: 0.6, 4: 0.8 }); // 1.6958…
 */
export function algorithmicThreshold(model: Model): number {
  const covariance = covarianceOf(model);
  // In t = √q the integrand is analytic at 0 whatever the lowest order.
  return integrate((t) => 2 * t * Math.sqrt(covariance.curvature(t * t)), {
    from: 0,
    to: 1,
    width: 0.1,
    rule: RULE,
  });
}

const RULE = gaussLegendre(16);
