import type { Covariance } from "./covariance.js";
import { eigenvalueCost } from "./eigenvalue-cost.js";

const HUGE = 1e153;

/**
 * The complexity of a mixed model: the largest value over energies ≤ u and radial derivatives y = σ·∇H/N of
 *
 *   ½ ln(ξ″/ξ′) + y²/(4ξ″) − ½ u²/ξ − ½ (y − (ξ′/ξ)u)²/v − (k+1) I(|y|/2√ξ″),   v = ξ′ + ξ″ − ξ′²/ξ,
 *
 * all at 1: (u, y) is Gaussian, and the Hessian a GOE matrix of radius 2√ξ″, less y. I is 0 inside the semicircle, where
 * points of finite index are not. The function is concave.
 *
 * Source: Auffinger, Ben Arous, Ann. Probab. 41 (2013), section 2.
 */
export function mixedComplexity(covariance: Covariance, u: number, index: number | undefined): number {
  const [value, slope, curvature] = [covariance.at(1), covariance.slope(1), covariance.curvature(1)];
  const edge = 2 * Math.sqrt(curvature);
  const variance = slope + curvature - (slope * slope) / value;
  const most = index === undefined ? 0 : (slope * edge) / (slope + curvature);
  const depth = Math.max(-u, most);
  const mean = (slope / value) * depth; // of |y|, given the energy −depth

  // Where its squares are no doubles, neither is the complexity.
  if (depth > HUGE * edge) return Number.NEGATIVE_INFINITY;

  const eigenvalues = (index ?? 0) + 1;
  const at = (y: number, t: number) =>
    Math.log(curvature / slope) / 2 +
    (y / edge) ** 2 -
    (depth * depth) / (2 * value) -
    (y - mean) ** 2 / (2 * variance) -
    eigenvalues * eigenvalueCost(t);

  // At |y| = edge·cosh t the slope in y is (pull·cosh t − eigenvalues·sinh t + push)·2/edge: zero is quadratic in e^t.
  const pull = 1 - (edge * edge) / (2 * variance);
  const push = (mean * edge) / (2 * variance);
  if (pull + push > 0) {
    const root = Math.sqrt(push * push - pull * pull + eigenvalues * eigenvalues);
    const t = Math.log((push + root) / (eigenvalues - pull));
    return at(edge * Math.cosh(t), t);
  }
  return index === undefined ? at((-push / pull) * edge, 0) : at(edge, 0);
}
