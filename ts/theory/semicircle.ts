import { finite, order, positive } from "./input.js";

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
  return semicircleDensity(x + p * u, 2 * Math.sqrt(p * (p - 1)));
}

/**
 * Wigner's semicircle on [−radius, radius]: 2√(radius² − x²)/(π radius²), 0 outside.
 *
 * The limit of the spectral density of symmetric n×n matrices with independent entries of variance radius²/(4n) off the
 * diagonal.
 *
 * @param x       finite.
 * @param radius  a number above 0.
 * @returns  the density at x, within 8 eps of it relative to the top 2/(π radius).
 * @throws   InvalidInputError  x or radius is not what is allowed.
 *
 * Source: Wigner, Annals of Mathematics 67 (1958).
 *
 * @example
 * semicircleDensity(0, 2); // 0.3183… = 1/π
 */
export function semicircleDensity(x: number, radius: number): number {
  finite.parse(x, "x");
  positive.parse(radius, "radius");
  const share = x / radius;
  return Math.abs(share) < 1 ? (2 * Math.sqrt((1 - share) * (1 + share))) / (Math.PI * radius) : 0;
}
