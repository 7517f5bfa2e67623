import { type FieldsOf, object, optional } from "../base/schema.js";
import { finite, index, order } from "./input.js";
import { threshold } from "./threshold.js";

export interface ComplexityOptions {
  /** Count only critical points with this many negative eigenvalues; all of them without it. */
  readonly index?: number | undefined;
}

const options = object({ index: optional(index) } satisfies FieldsOf<ComplexityOptions>);

/**
 * The complexity of the spherical p-spin glass: (1/N) ln E[number of critical points with energy per spin ≤ u], N → ∞.
 *
 * With x = −u/E_∞ and, below −E_∞, I = x√(x² − 1) − arcosh x, the cost of one eigenvalue outside the semicircle:
 * Θ_k(u) = ½ ln(p−1) − (p−2)/p · x² − (k+1) I for u ≤ −E_∞, and its value at −E_∞ above (deeper indices dominate there).
 * Without an index: Θ_0 below −E_∞, ½ ln(p−1) − (p−2)/p · x² up to u = 0, ½ ln(p−1) above.
 * Negative where such points are exponentially rare. For p = 2 nothing is exponential in number: the maximum is 0.
 *
 * @param p  degree of the interaction, a whole number ≥ 2.
 * @param u  energy per spin H/N, any finite number; H = N^{−(p−1)/2} Σ X σ⋯σ on |σ|² = N.
 * @returns  nats per spin, within 4·(k+1)·eps·(1 + u²) of the exact value.
 * @throws   InvalidInputError  p, u or the index is not what is allowed.
 *
 * Source: Auffinger, Ben Arous, Černý, CPAM 66 (2013), Theorems 2.5 and 2.8.
 *
 * @example
 * complexity(3, -1.64, { index: 0 }); // 0.00984…: minima are exponentially many
 * complexity(3, -1.66);               // -0.00189…: below −E_0 there are typically none
 */
export function complexity(p: number, u: number, given: ComplexityOptions = {}): number {
  order.parse(p, "p");
  finite.parse(u, "u");
  const { index } = options.parse(given);

  const x = -u / threshold(p);
  if (x >= 1) return tailComplexity(p, index ?? 0, Math.asinh(Math.sqrt((x - 1) * (x + 1))));
  if (index !== undefined) return plateau(p);
  return 0.5 * Math.log1p(p - 2) - ((p - 2) / p) * Math.max(x, 0) ** 2;
}

/** Θ_k at u = −E_∞ cosh t, t ≥ 0: decreasing in t from its plateau. @internal */
export function tailComplexity(p: number, k: number, t: number): number {
  return plateau(p) - ((p - 2) / p) * Math.sinh(t) ** 2 - (k + 1) * eigenvalueCost(t);
}

/** Θ_k(−E_∞), the same for every k. @internal */
export function plateau(p: number): number {
  return 0.5 * Math.log1p(p - 2) - (p - 2) / p;
}

/** I at x = cosh t: (sinh 2t − 2t)/2, by its series where the difference would cancel. */
function eigenvalueCost(t: number): number {
  if (t > 0.5) return Math.sinh(2 * t) / 2 - t;
  const square = 4 * t * t;
  let term = t;
  let sum = 0;
  for (let j = 2; j <= 20; j += 2) {
    term *= square / (j * (j + 1));
    sum += term;
  }
  return sum;
}
