import { InvalidInputError } from "../base/errors.js";
import { type FieldsOf, object } from "../base/schema.js";
import type { Covariance } from "./covariance.js";
import { chosenCovariance, type ModelOptions, modelFields, positive } from "./input.js";

export interface EquilibriumQuery extends ModelOptions {
  /** In the units of the energy, a number above 0. */
  readonly temperature: number;
}

const query = object({ ...modelFields, temperature: positive } satisfies FieldsOf<EquilibriumQuery>);

/**
 * The equilibrium energy per spin of a spherical spin glass as N → ∞, where replicas do not overlap: −ξ(1)/temperature.
 *
 * That is at and above the static temperature, the least at which β²ξ(q) + ln(1 − q) + q ≤ 0 for every q in [0, 1). Dynamics
 * reaches it only above the higher dynamical temperature: p = 3 has 0.8288 and 0.8660.
 *
 * @returns  the energy, negative.
 * @throws   InvalidInputError  an option is not what is allowed, or the temperature lies below the static one (it says which).
 *
 * Source: Crisanti, Sommers, Z. Phys. B 87 (1992); Talagrand, PTRF 134 (2006), Proposition 2.3.
 *
 * @example
 * equilibriumEnergy({ p: 3, temperature: 1 }); // -1
 */
export function equilibriumEnergy(given: EquilibriumQuery): number {
  const { temperature, ...model } = query.parse(given);
  const covariance = chosenCovariance(model);
  const least = staticTemperature(covariance);
  if (temperature < least * (1 - 1e-9))
    throw new InvalidInputError(
      "temperature",
      temperature,
      `a number of at least ${least.toFixed(6)}, the static temperature of this model`,
    );
  return -covariance.at(1) / temperature;
}

/**
 * The square root of the largest ξ(q)/(−ln(1 − q) − q), on a grid in s = −ln(1 − q), where an order p has its peak near ln p, and by
 * golden section; q → 0 gives ξ″(0).
 */
function staticTemperature(covariance: Covariance): number {
  const ratio = (s: number) => covariance.at(-Math.expm1(-s)) / (s + Math.expm1(-s));
  const width = 0.02;
  let best = 1;
  for (let j = 2; j < 2000; j++) if (ratio(j * width) > ratio(best * width)) best = j;
  let [low, high] = [(best - 1) * width, (best + 1) * width];
  for (let step = 0; step < 60; step++) {
    const [one, other] = [low + 0.382 * (high - low), low + 0.618 * (high - low)];
    if (ratio(one) > ratio(other)) high = other;
    else low = one;
  }
  return Math.sqrt(Math.max(ratio((low + high) / 2), covariance.curvature(0)));
}
