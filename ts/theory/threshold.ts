import { covarianceOf, type Model } from "./input.js";

/**
 * The threshold energy E_∞ of a spherical spin glass, positive; the energy per spin is −E_∞.
 *
 * 2ξ′√ξ″/(ξ′ + ξ″) at 1, for pure p 2√((p−1)/p). Above −E_∞ typical critical points of a pure model have of order N negative
 * eigenvalues, below it finitely many, and as N → ∞ gradient descent from a random start tends to −E_∞. For p = 2 it is the
 * ground state: √2. In mixed models it is the energy at which the points are most that have finitely many negative
 * eigenvalues; it is neither where descents end nor what algorithms reach (`algorithmicThreshold`).
 *
 * @param model  degree p of the interaction, a whole number ≥ 2, or the coefficients { 2: b2, 3: b3, … } of a mixed model.
 * @throws   InvalidInputError  p or a coefficient is not what is allowed.
 *
 * Source: Auffinger, Ben Arous, Černý, CPAM 66 (2013), section 2; mixed: Auffinger, Ben Arous, Ann. Probab. 41 (2013).
 *
 * @example
 * threshold(3);                  // 1.632993…
 * threshold({ 2: 0.6, 4: 0.8 }); // 1.627798…
 */
export function threshold(model: Model): number {
  const covariance = covarianceOf(model);
  const { pure } = covariance;
  if (pure) return pure.scale * 2 * Math.sqrt((pure.p - 1) / pure.p);
  const [slope, curvature] = [covariance.slope(1), covariance.curvature(1)];
  // As a quotient of quotients: the product ξ′√ξ″ of coefficients of 1e±110 is no double.
  return (2 * Math.sqrt(curvature)) / (1 + curvature / slope);
}
