import { dot } from "../base/vectors.js";
import { leastSquares } from "./least-squares.js";
import type { Measured } from "./measured.js";

/** How long something took, or how long it was waited for. */
export interface Duration {
  /** Above 0. */
  readonly time: number;
  /** False where waiting ended first: that it took longer is all that is known (right censoring). */
  readonly reached: boolean;
  /** What its logarithm is linear in. */
  readonly terms: readonly number[];
}

export interface SurvivalFit {
  /** Of the terms, in ln(time). */
  readonly coefficients: readonly Required<Measured>[];
  /** σ; 1 is a constant rate, above 1 some are hard and others easy. */
  readonly scale: number;
  readonly logLikelihood: number;
  readonly reached: number;
}

/**
 * Weibull regression of durations, some of them censored: ln(time) = Σ c·term + σ·ln(E), E exponential of mean 1.
 *
 * Maximum likelihood by Newton's method in 1/σ and c/σ, in which the likelihood is concave; a duration that was not reached counts by
 * the probability to last longer. Errors are from the observed information. Undefined where no maximum is: nothing reached, fewer than two,
 * or terms of which those reached decide nothing.
 * Source: Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data (2002), 3.6.
 */
export function fitWeibull(durations: readonly Duration[]): SurvivalFit | undefined {
  const reached = durations.filter((duration) => duration.reached).length;
  const terms = durations[0]?.terms.length ?? 0;
  const deciding = durations
    .filter((duration) => duration.reached)
    .map(({ terms }) => ({ value: 0, error: 1, terms }));
  if (reached < 2 || leastSquares(deciding) === undefined) return undefined;
  const total = durations.reduce((sum, { time }) => sum + time, 0);
  let at = { shape: 1, shifts: [Math.log(total / reached), ...new Array<number>(terms - 1).fill(0)] };
  let value = likelihood(durations, at);
  for (let step = 0; step < STEPS; step++) {
    const next = newtonStep(durations, at, reached);
    if (next === undefined) return undefined;
    const better = shortened(durations, at, next, value);
    if (better === undefined || better.value - value <= 1e-12 * Math.abs(better.value)) {
      const errors = errorsAt(durations, at, reached);
      return (
        errors && {
          coefficients: at.shifts.map((shift, k) => ({
            value: shift / at.shape,
            error: errors[k] as number,
          })),
          scale: 1 / at.shape,
          // Of the densities of times themselves, not of their logarithms.
          logLikelihood:
            value - durations.reduce((sum, { time, reached }) => sum + (reached ? Math.log(time) : 0), 0),
          reached,
        }
      );
    }
    ({ at, value } = better);
  }
  return undefined;
}

const STEPS = 100;
const HALVINGS = 40;

/** 1/σ, and c/σ. */
interface Place {
  readonly shape: number;
  readonly shifts: readonly number[];
}

/** (ln(time) − Σ c·term)/σ. */
const standardised = ({ time, terms }: Duration, { shape, shifts }: Place) =>
  shape * Math.log(time) - dot(terms, shifts);

function likelihood(durations: readonly Duration[], at: Place): number {
  return durations.reduce((sum, duration) => {
    const z = standardised(duration, at);
    return sum + (duration.reached ? z + Math.log(at.shape) : 0) - Math.exp(z);
  }, 0);
}

/** One step, as least squares: the information is a sum of squares, one a duration and one of the shape. */
function newtonStep(durations: readonly Duration[], at: Place, reached: number): Place | undefined {
  const { shape, shifts } = at;
  const fit = leastSquares([
    ...durations.map((duration) => {
      const z = standardised(duration, at);
      const { time, terms, reached: isReached } = duration;
      return {
        value: (isReached ? Math.exp(-z) : 0) - 1,
        error: Math.exp(-z / 2),
        terms: [Math.log(time), ...terms.map((term) => -term)],
      };
    }),
    { value: shape, error: shape / Math.sqrt(reached), terms: [1, ...shifts.map(() => 0)] },
  ]);
  const [ofShape, ...ofShifts] = fit?.coefficients ?? [];
  if (ofShape === undefined) return undefined;
  return {
    shape: shape + ofShape.value,
    shifts: shifts.map((shift, k) => shift + (ofShifts[k] as Measured).value),
  };
}

/** The step, halved until the likelihood rises; undefined where it does not. */
function shortened(durations: readonly Duration[], from: Place, to: Place, value: number) {
  for (let part = 1, halvings = 0; halvings < HALVINGS; part /= 2, halvings++) {
    const at = {
      shape: from.shape + part * (to.shape - from.shape),
      shifts: from.shifts.map((shift, k) => shift + part * ((to.shifts[k] as number) - shift)),
    };
    const reached = at.shape > 0 ? likelihood(durations, at) : Number.NaN;
    if (reached > value) return { at, value: reached };
  }
  return undefined;
}

/** Standard errors of c, from the information in 1/σ and c. */
function errorsAt(durations: readonly Duration[], at: Place, reached: number): number[] | undefined {
  const { shape, shifts } = at;
  const fit = leastSquares([
    ...durations.map((duration) => {
      const z = standardised(duration, at);
      return {
        value: 0,
        error: Math.exp(-z / 2),
        terms: [z / shape, ...duration.terms.map((term) => -shape * term)],
      };
    }),
    { value: 0, error: shape / Math.sqrt(reached), terms: [1, ...shifts.map(() => 0)] },
  ]);
  return fit?.coefficients.slice(1).map(({ error }) => error);
}
