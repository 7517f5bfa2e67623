import { InvalidInputError } from "../base/errors.js";
import type { Covariance } from "./covariance.js";
import { crossing } from "./crossing.js";
import { covarianceOf, type Model } from "./input.js";
import { layerEnergy } from "./layers.js";

/**
 * The ground-state energy E_0 of a spherical spin glass, positive; as N → ∞ the lowest energy per spin is −E_0.
 *
 * Pure p: the zero of Θ_0, `layerEnergy(p, 0)`. Mixed models: √(ξ′(1 + y)) ln(1 + y)/y with y of
 * (1 + y)(y − ln(1 + y))/y² = 1 − ξ/ξ′ (at 1), the minimum of the zero-temperature Parisi functional over measures of one
 * step, where Chen and Sen's criterion shows it to be the minimum over all.
 *
 * @param model  degree p of the interaction, a whole number ≥ 2, or the coefficients { 2: b2, 3: b3, … } of a mixed model.
 * @returns  E_0, within 4·eps·E_0 of the exact value; mixed models within 1e-13.
 * @throws   InvalidInputError  p or a coefficient is not what is allowed, or the mixture's ground state breaks replica symmetry
 *           in more than one step, so that no such formula holds.
 *
 * Source: Auffinger, Ben Arous, Černý, CPAM 66 (2013), Theorem 2.12; mixed: Chen, Sen, CMP 350 (2017). At finite N some draws
 * lie lower.
 *
 * @example
 * groundState(3);                              // 1.656998…
 * groundState({ 3: Math.SQRT1_2, 4: Math.SQRT1_2 }); // 1.733069…
 */
export function groundState(model: Model): number {
  const covariance = covarianceOf(model);
  if (covariance.pure) return layerEnergy(model, 0);
  const step = oneStep(covariance);
  if (!isOptimal(covariance, step))
    throw new InvalidInputError(
      "mixture",
      model,
      "a mixture whose ground state breaks replica symmetry in one step",
    );
  return (Math.sqrt(covariance.slope(1) * (1 + step)) * Math.log1p(step)) / step;
}

/** y = m/(L − m) of the stationary point of the functional over L and α = m. */
function oneStep(covariance: Covariance): number {
  const wanted = 1 - covariance.at(1) / covariance.slope(1);
  // The left-hand side rises from ½ at 0 to 1; past 2/(1 − wanted)² it is above what is wanted.
  const share = (y: number) => ((1 + y) * (y - Math.log1p(y))) / (y * y);
  return crossing((y) => wanted - share(y), 0, 2 / (1 - wanted) ** 2);
}

/**
 * Whether ξ(1) − ξ(t) − ∫_t^1 s ds/(L(L − ms)) ≥ 0 on [0, 1], the functional's derivative in the direction of a step at t;
 * it and its slope vanish at both ends.
 */
function isOptimal(covariance: Covariance, y: number): boolean {
  const slope = covariance.slope(1);
  const m = y / Math.sqrt(slope * (1 + y));
  const l = Math.sqrt((1 + y) / slope);
  const top = covariance.at(1);
  const derivative = (t: number) =>
    top - covariance.at(t) + ((1 - t) / m + (l / (m * m)) * Math.log((l - m) / (l - m * t))) / l;
  if (covariance.curvature(0) > 1 / l ** 2 || covariance.curvature(1) > 1 / (l - m) ** 2) return false;
  for (let j = 1; j < POINTS; j++) if (derivative(j / POINTS) < -1e-12 * top) return false;
  return true;
}

const POINTS = 4096;
