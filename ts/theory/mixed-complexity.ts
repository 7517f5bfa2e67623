import type { Covariance } from "./covariance.js";
import { eigenvalueCost } from "./eigenvalue-cost.js";

const HUGE = 1e154;

/**
 * The complexity of a mixed model: the largest value over energies ≤ u and radial derivatives y = σ·∇H/N of
 *
 *   ½ ln(ξ″/ξ′) + y²/(4ξ″) − ½ u²/ξ − ½ (y − (ξ′/ξ)u)²/v − (k+1) I(|y|/2√ξ″),   v = ξ′ + ξ″ − ξ′²/ξ,
 *
 * all at 1: (u, y) is Gaussian, and the Hessian a GOE matrix of radius 2√ξ″, less y. I is 0 inside the semicircle, where
 * points of finite index are not. The function is concave.
 *
 * A pure model has v = 0 and y = pu. What is evaluated is the maximum in closed form, divided out by v and by ξ″ − ξ′, so that
 * nothing cancels as they vanish. With r = v/2ξ″, κ = (ξ″ − ξ′)ξ/ξ′² and m = (ξ′/ξ)|u|/2√ξ″ it is
 *
 *   ½ ln(ξ″/ξ′) − κ cosh t ((1 − r) cosh t + 2(k+1) r sinh t) − (1 + 2rξξ″/ξ′²) r ((k+1) sinh t)² − (k+1) I(cosh t)
 *
 * at |y| = 2√ξ″·cosh t, m = (1 − r) cosh t + (k+1) r sinh t, where m > 1 − r, and inside the semicircle ½ ln(ξ″/ξ′) − κm²/(1 − r).
 *
 * Source: Auffinger, Ben Arous, Ann. Probab. 41 (2013), section 2.
 */
export function mixedComplexity(covariance: Covariance, u: number, index: number | undefined): number {
  const [value, slope, curvature] = [covariance.at(1), covariance.slope(1), covariance.curvature(1)];
  const { rise, spread } = covariance;
  const edge = 2 * Math.sqrt(curvature);
  const most = index === undefined ? 0 : edge / (1 + curvature / slope);
  const depth = Math.max(-u, most);
  const m = (slope / value) * (depth / edge);
  // Where its square is no double, neither is the complexity.
  if (m > HUGE) return Number.NEGATIVE_INFINITY;

  const r = spread / (2 * curvature);
  const inner = (rise + (slope / value) * slope) / (2 * curvature); // 1 − r
  const kappa = (rise / slope) * (value / slope);
  const stiffness = (value / slope) * (1 + curvature / slope); // 1 + 2rξξ″/ξ′²
  const centre = Math.log1p(rise / slope) / 2;

  if (m > inner) {
    const eigenvalues = (index ?? 0) + 1;
    const push = eigenvalues * r;
    const root = Math.sqrt((m - inner) * (m + inner) + push * push);
    const t = Math.log1p(((m - inner) * (1 + (m + inner) / (root + push))) / (inner + push));
    const [cosh, sinh] = [Math.cosh(t), Math.sinh(t)];
    const radial =
      kappa * cosh * (inner * cosh + 2 * push * sinh) + push * sinh * stiffness * eigenvalues * sinh;
    return centre - radial - eigenvalues * eigenvalueCost(t);
  }
  if (index === undefined) return centre - (kappa * m * m) / inner;
  // y stays at the edge while the energy falls from −most, by a share 0 to 1 of the way to where y leaves it.
  const range = (r * kappa) / stiffness;
  const share = range > 0 ? Math.min(((slope / value) * ((depth - most) / edge)) / range, 1) : 0;
  return centre - rise / (slope + curvature) - kappa * range * share * share;
}
