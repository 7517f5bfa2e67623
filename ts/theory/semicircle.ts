import { finite, order } from "./input.js";

/**
 * The spectral density of the sphere Hessian of the p-spin glass at a critical point of energy per spin u, N → ∞.
 *
 * P∇²H P − (σ·∇H/N) I on the tangent space at |σ|² = N: a semicircle of radius 2√(p(p−1)) centred at −pu.
 * It lies above zero where u < −E_∞.
 *
 * @param p  degree of the interaction, a whole number ≥ 2.
 * @param u  energy per spin H/N, finite.
 * @param x  where the density is wanted, in the units of the eigenvalues, finite.
 * @returns  the density at x; its integral over x is 1.
 * @throws   InvalidInputError  p, u or x is not what is allowed.
 *
 * Source: Auffinger, Ben Arous, Černý, CPAM 66 (2013), section 3.
 *
 * @example
 * sphereHessianDensity(3, -1.6, 4.8); // 0.1299…: the top of the semicircle, 2/(π·2√6)
 */
export function sphereHessianDensity(p: number, u: number, x: number): number {
  order.parse(p, "p");
  finite.parse(u, "u");
  finite.parse(x, "x");
  const radiusSquared = 4 * p * (p - 1);
  const inside = radiusSquared - (x + p * u) ** 2;
  return inside > 0 ? (2 * Math.sqrt(inside)) / (Math.PI * radiusSquared) : 0;
}
