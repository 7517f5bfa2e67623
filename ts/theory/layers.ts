import { plateau, tailComplexity } from "./complexity.js";
import { index, order } from "./input.js";
import { threshold } from "./threshold.js";

/**
 * The ground-state energy E_0(p) of the spherical p-spin glass, positive; as N → ∞ the lowest energy per spin is −E_0.
 *
 * @param p  degree of the interaction, a whole number ≥ 2; for p = 2 it is √2.
 * @throws   InvalidInputError  p is not what is allowed.
 *
 * Source: Auffinger, Ben Arous, Černý, CPAM 66 (2013), Theorem 2.12. At finite N some draws lie lower.
 *
 * @example
 * groundState(3); // 1.656998…
 */
export function groundState(p: number): number {
  return layerEnergy(p, 0);
}

/**
 * The layer energy E_k(p), positive: below −E_k critical points of index k or more are exponentially rare as N → ∞.
 *
 * The zero of Θ_k (see `complexity`) on u ≤ −E_∞, by bisection in t, u = −E_∞ cosh t, down to neighbouring doubles.
 * E_0 > E_1 > … → E_∞ for p ≥ 3; for p = 2 all are E_∞ = √2.
 *
 * @param p  degree of the interaction, a whole number ≥ 2.
 * @param k  index: number of negative eigenvalues of the Hessian, a whole number ≥ 0.
 * @returns  E_k, within 4·eps·E_k of the exact value.
 * @throws   InvalidInputError  p or k is not what is allowed.
 *
 * Source: Auffinger, Ben Arous, Černý, CPAM 66 (2013), section 2.
 *
 * @example
 * layerEnergy(3, 1); // 1.652873…
 */
export function layerEnergy(p: number, k: number): number {
  order.parse(p, "p");
  index.parse(k, "k");
  let low = 0;
  // The cost of k + 1 eigenvalues alone, at least (k+1)·⅔t³, exhausts the plateau here.
  let high = Math.cbrt((1.5 * plateau(p)) / (k + 1));
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return threshold(p) * Math.cosh(middle);
    if (tailComplexity(p, k, middle) > 0) low = middle;
    else high = middle;
  }
}
