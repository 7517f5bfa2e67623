import { covarianceOf, type Model } from "./input.js";
import { gaussLegendre, integrateHalving } from "./quadrature.js";
import { threshold } from "./threshold.js";

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
  if (covariance.pure) return threshold(model);
  const total = covariance.at(1);
  // Weights b_p²/ξ of sum 1 put the integral between √2 and 2√(number of terms): tolerances need no scale.
  const terms = covariance.terms.map(([p, square]) => [p, p * (p - 1) * (square / total)] as const);
  const orders = terms.map(([p]) => p);
  const [lowest, highest] = [Math.min(...orders), Math.max(...orders)];
  // q = e^{−s}: each order decays on a scale 2/p of its own. The first panel resolves the highest order's: no zero of the sum,
  // where √ branches, is nearer to the line than π/highest.
  const integrand = (s: number) => Math.sqrt(terms.reduce((sum, [p, c]) => sum + c * Math.exp(-p * s), 0));
  let sum = 0;
  // Beyond 80/lowest every term's own integral has fallen by e^{−40}.
  for (let from = 0, to = 1 / highest; from * lowest < 80; [from, to] = [to, 2 * to])
    sum += integrateHalving(integrand, { from, to, rule: RULE });
  return Math.sqrt(total) * sum;
}

const RULE = gaussLegendre(16);
