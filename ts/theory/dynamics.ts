import { InvalidInputError } from "../base/errors.js";
import { checkAscending, type FieldsOf, list, number, object } from "../base/schema.js";
import type { Covariance } from "./covariance.js";
import { chosenCovariance, type ModelOptions, modelFields } from "./input.js";

export interface DynamicsQuery extends ModelOptions {
  /** In the units of the energy, at least 0; 0 is gradient flow. */
  readonly temperature: number;
  /** Physical times, at least 0, ascending. */
  readonly times: readonly number[];
}

/** Energies per spin at the times asked for, each with what its last digits may be off by. */
export interface Quench {
  readonly energies: Float64Array;
  readonly errors: Float64Array;
}

const query = object(
  {
    ...modelFields,
    temperature: number({ min: 0 }),
    times: list({ of: number({ min: 0 }), max: 10_000 }),
  } satisfies FieldsOf<DynamicsQuery>,
  {
    rule: ({ times }) => checkAscending("times", times, () => "a time after the one before: times ascend"),
  },
);

/**
 * The energy per spin of a spherical spin glass after a quench from infinite temperature, as N → ∞: the two-time equations
 * of Cugliandolo and Kurchan.
 *
 * Langevin dynamics dσ = −P∇H dt + √(2T) P dW − T(1 − 1/N)σ dt from uniform starts. Correlation C(t, t′) and response R(t, t′):
 *
 *   ∂C = −μC + ∫₀^t ξ″(C)R(t, s) C(s, t′) ds + ∫₀^{t′} ξ′(C(t, s)) R(t′, s) ds,   C(t, t) = 1,
 *   ∂R = −μR + ∫_{t′}^t ξ″(C)R(t, s) R(s, t′) ds,                                 R(t, t) = 1,
 *   μ(t) = T + ∫₀^t [ξ″(C)RC + ξ′(C)R](t, s) ds,     u(t) = −∫₀^t ξ′(C)R(t, s) ds.
 *
 * The trapezoidal rule in both times, predicted by Adams and Bashforth and corrected twice, on grids of steps h, 2h and 4h,
 * extrapolated in h² and h⁴.
 *
 * @returns  energies, and as errors the change by the last extrapolation: below 1e-5 for t ≤ 5 (p = 3, T ≤ 1), and 5e-5 to the
 *           last time allowed. Against power series and the closed form of p = 2 the true error is less.
 * @throws   InvalidInputError  an option is not what is allowed, or the last time is beyond what the largest grid resolves (it says
 *           how far that is: 40 for p = 3 at T = 0).
 *
 * Cost: 1.6·n³ multiplications and 24·n² bytes at n steps, at most 800: 1 s to t = 5 for p = 3 at T = 0, 3 s at most (one core of a loaded machine).
 * Source: Cugliandolo, Kurchan, PRL 71 (1993) 173; mixed: Crisanti, Horner, Sommers, Z. Phys. B 92 (1993).
 *
 * @example
 * cugliandoloKurchan({ p: 3, temperature: 0, times: [5] }).energies; // Float64Array [-1.50117…]
 */
export function cugliandoloKurchan(given: DynamicsQuery): Quench {
  const { temperature, times, ...model } = query.parse(given);
  const covariance = chosenCovariance(model);
  const last = times.at(-1) as number;
  // The start itself.
  if (last === 0) return { energies: Float64Array.of(0), errors: Float64Array.of(0) };
  const latest = latestTime(covariance, temperature);
  if (last > latest) throw new InvalidInputError("times", last, `a last time of at most ${latest}`);
  const rate = fastestRate(covariance, temperature);
  const coarse = 4 * Math.ceil(Math.max(4, Math.min(LARGEST, (last * rate) / FINEST) / 16));
  const step = last / coarse;
  const [rough, middle, fine] = [1, 2, 4].map((parts) =>
    quench(covariance, temperature, step / parts, coarse * parts),
  ) as [Float64Array, Float64Array, Float64Array];

  // The corrections to the finest grid are small and smooth: they are interpolated apart from it.
  const once = rough.map((_, i) => ((fine[4 * i] as number) - (middle[2 * i] as number)) / 3);
  const twice = rough.map((u, i) => (19 * (fine[4 * i] as number) - 20 * (middle[2 * i] as number) + u) / 45);
  const energies = new Float64Array(times.length);
  const errors = new Float64Array(times.length);
  times.forEach((time, i) => {
    const correction = interpolate(twice, time / step);
    energies[i] = interpolate(fine, (4 * time) / step) + correction;
    errors[i] = Math.abs(correction - interpolate(once, time / step));
  });
  return { energies, errors };
}

/** Steps of the finest grid, and times the fastest rate the step there: at best, at worst. */
const LARGEST = 800;
const FINEST = 0.05;
const COARSEST = 0.25;

/** Of μ and of the Hessian. */
const fastestRate = (covariance: Covariance, temperature: number) =>
  2 * temperature + 2 * Math.sqrt(covariance.curvature(1));

/** The last time that the largest grid resolves. */
export const latestTime = (covariance: Covariance, temperature: number): number =>
  (LARGEST * COARSEST) / fastestRate(covariance, temperature);

/** Energies at 0, step, … steps·step by the trapezoidal rule. */
function quench(covariance: Covariance, temperature: number, step: number, steps: number): Float64Array {
  const width = steps + 1;
  // Row i holds what belongs to t = i·step; C is symmetric and kept whole, R(s, t) also by columns.
  const correlation = new Float64Array(width * width);
  const response = new Float64Array(width * width);
  const responseByColumn = new Float64Array(width * width);
  const memory = new Float64Array(width); // ξ″(C)R of the row at hand, times the trapezoidal weight
  const force = new Float64Array(width); // ξ′(C), likewise
  const energies = new Float64Array(width);
  correlation[0] = 1;
  response[0] = 1;
  responseByColumn[0] = 1;

  /** ∂C(t_i, ·) and ∂R(t_i, ·), and the energy, from rows 0 … i. */
  const slopes = (i: number, ofC: Float64Array, ofR: Float64Array) => {
    const row = i * width;
    let [multiplier, energy] = [0, 0];
    for (let s = 0; s <= i; s++) {
      const c = correlation[row + s] as number;
      const r = response[row + s] as number;
      const weight = i === 0 ? 0 : s === 0 || s === i ? step / 2 : step;
      memory[s] = covariance.curvature(c) * r * weight;
      force[s] = covariance.slope(c) * weight;
      multiplier += (memory[s] as number) * c + (force[s] as number) * r;
      energy -= (force[s] as number) * r;
    }
    multiplier += temperature;
    energies[i] = energy;
    for (let j = 0; j <= i; j++) {
      const at = j * width;
      let changeC = 0;
      for (let s = 0; s <= i; s++) changeC += (memory[s] as number) * (correlation[at + s] as number);
      let pull = 0;
      for (let s = 0; s <= j; s++) pull += (force[s] as number) * (response[at + s] as number);
      // Of an integral that ends inside, the last weight is half; where it ends at t_i it is already.
      if (j < i) pull -= j === 0 ? pull : ((force[j] as number) * (response[at + j] as number)) / 2;
      let changeR = 0;
      for (let s = j; s <= i; s++) changeR += (memory[s] as number) * (responseByColumn[at + s] as number);
      if (j === i) changeR = 0;
      else if (j > 0) changeR -= ((memory[j] as number) * (responseByColumn[at + j] as number)) / 2;
      ofC[j] = changeC + pull - multiplier * (correlation[row + j] as number);
      ofR[j] = changeR - multiplier * (response[row + j] as number);
    }
  };
  const write = (i: number, j: number, c: number, r: number) => {
    correlation[i * width + j] = c;
    correlation[j * width + i] = c;
    response[i * width + j] = r;
    responseByColumn[j * width + i] = r;
  };

  const row = () => new Float64Array(width);
  let [beforeC, atC, nextC] = [row(), row(), row()];
  let [beforeR, atR, nextR] = [row(), row(), row()];
  slopes(0, atC, atR);
  for (let i = 0; i < steps; i++) {
    const at = i * width;
    const advance = (j: number, c: number, r: number) =>
      write(i + 1, j, (correlation[at + j] as number) + step * c, (response[at + j] as number) + step * r);
    write(i + 1, i + 1, 1, 1);
    for (let j = 0; j <= i; j++) {
      // Of the newest column there is no slope before.
      const [oldC, oldR] =
        j < i ? [beforeC[j] as number, beforeR[j] as number] : [atC[j] as number, atR[j] as number];
      advance(j, 1.5 * (atC[j] as number) - 0.5 * oldC, 1.5 * (atR[j] as number) - 0.5 * oldR);
    }
    for (let corrections = 0; corrections < 2; corrections++) {
      slopes(i + 1, nextC, nextR);
      for (let j = 0; j <= i; j++)
        advance(
          j,
          ((atC[j] as number) + (nextC[j] as number)) / 2,
          ((atR[j] as number) + (nextR[j] as number)) / 2,
        );
    }
    // Those of the last round but its correction, which changed the row by O(h⁴).
    [beforeC, atC, nextC] = [atC, nextC, beforeC];
    [beforeR, atR, nextR] = [atR, nextR, beforeR];
  }
  return energies;
}

/** The polynomial through the eight nearest of values at 0, 1, 2 … */
function interpolate(values: Float64Array, x: number): number {
  const first = Math.max(0, Math.min(values.length - 8, Math.round(x) - 4));
  let sum = 0;
  for (let i = first; i < first + 8; i++) {
    let basis = 1;
    for (let j = first; j < first + 8; j++) if (j !== i) basis *= (x - j) / (i - j);
    sum += basis * (values[i] as number);
  }
  return sum;
}
