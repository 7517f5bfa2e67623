import { order } from "./input.js";

/**
 * The threshold energy E_∞(p) = 2√((p−1)/p) of the spherical p-spin glass, positive; the energy per spin is −E_∞.
 *
 * Above −E_∞ typical critical points have of order N negative eigenvalues, below it finitely many. As N → ∞ gradient
 * descent from a random start tends to −E_∞. For p = 2 it is the ground state: √2.
 *
 * @param p  degree of the interaction, a whole number ≥ 2.
 * @throws   InvalidInputError  p is not what is allowed.
 *
 * Source: Auffinger, Ben Arous, Černý, CPAM 66 (2013), section 2.
 *
 * @example
 * threshold(3); // 1.632993…
 */
export function threshold(p: number): number {
  order.parse(p, "p");
  return 2 * Math.sqrt((p - 1) / p);
}
