import { InvalidInputError, PrecisionError } from "../base/errors.js";
import { extendedNumber, type Field, type FieldsOf, object, optional, wholeNumber } from "../base/schema.js";
import { goeDensity } from "./goe.js";
import { chosenCovariance, type ModelOptions, modelFields } from "./input.js";
import { type KacRice, kacRice, reflected } from "./kac-rice.js";
import { OrderStatistics } from "./order-statistics.js";
import { gaussLegendre, integrate, integrateOutwards } from "./quadrature.js";
import { semicircleQuantile } from "./semicircle-quantile.js";

export interface CriticalPointsQuery extends ModelOptions {
  /** Number of spins, a whole number from 2 to min(1000, 1400/ln(p−1)); to 300 with an index. */
  readonly n: number;
  /** Count only points with this many negative eigenvalues of the Hessian, from 0 to n − 1; all of them without it. */
  readonly index?: number | undefined;
  /** Count only points whose energy per spin H/N is above this; from −∞ without it. */
  readonly energyAbove?: number | undefined;
  /** Count only points whose energy per spin H/N is at most this; all points without it. */
  readonly energyBelow?: number | undefined;
}

const n = wholeNumber({ min: 2 });
const index = wholeNumber({ min: 0 });

const query = object({
  n,
  ...modelFields,
  index: optional(index),
  energyAbove: extendedNumber({ default: -Infinity }),
  energyBelow: extendedNumber({ default: Infinity }),
} satisfies FieldsOf<CriticalPointsQuery>);

/**
 * The expected number of critical points of a spherical spin glass of n spins, over draws of its couplings.
 *
 * Kac–Rice, exact at finite n: 2√(2/p) (p−1)^{n/2} ∫ ρ(x) exp(−(p−2)/(2p) x²) dx over x ≤ √(np/(2(p−1))) u, with ρ the
 * density of the eigenvalues of GOE(n) whose semicircle is [−√(2n), √(2n)]: of all of them, or with an index k of the k-th.
 * Gauss–Legendre panels. σ and −σ count apart. For p = 2 it is 2n, for each index 2; for n = 2 it is 2√(3p−2). Mixed models
 * have one more Gaussian variable (`kacRice`).
 *
 * @returns  the expectation, to 1e-12 relative: all indices, each index of n ≤ 20 and the minima of n ≤ 100 (measured: 4e-14
 *           against 2200 bits). With a window to 1e-6 at least. One below 1e-100 may be returned as 0.
 * @throws   InvalidInputError  n, the model, the index or an energy is not what is allowed.
 * @throws   PrecisionError     fewer than 6 digits are certain: windows that hold next to nothing of an index above 1 (under 1e-9
 *           points at n = 10, 1e-7 at n = 20), or less than 1e-15 of the minima (n = 100: above −E_∞ + 0.4).
 *
 * Cost: about 200 n^{3/2} evaluations of one Hermite recurrence step for all indices: 2 ms at n = 100. One index: some
 * 150 Pfaffians of order n for the two at either end, 0.3 s at n = 100 and 4 s at 300, and some 1500 for another, 2 s at 100.
 * Source: Auffinger, Ben Arous, Černý, CPAM 66 (2013), Theorem 2.1; by index: `OrderStatistics`.
 *
 * @example
 * expectedCriticalPoints({ n: 2, p: 3 });                     // 5.2915… = 2√7
 * expectedCriticalPoints({ n: 10, p: 3, energyBelow: -1.6 }); // 0.2112…
 * expectedCriticalPoints({ n: 10, p: 3, index: 0 });          // 6.0803…: minima
 */
export function expectedCriticalPoints(given: CriticalPointsQuery): number {
  const { n, index, energyAbove, energyBelow, ...model } = query.parse(given);
  if (energyBelow < energyAbove)
    throw new InvalidInputError(
      "energyBelow",
      energyBelow,
      `a number of at least energyAbove, ${energyAbove}`,
    );
  const covariance = chosenCovariance(model);
  checkSize(n, index, covariance.curvature(1) / covariance.slope(1));
  const formula = kacRice(n, covariance, { above: energyAbove, below: energyBelow });
  if (index === undefined) return countAll(n, formula);
  const { count, error } = countIndex(n, index, formula);
  if (count > 0 || error > 0) checkDigits(n, index, error / count);
  return count;
}

/** An expected number, and the error that rounding may have left in it. */
export type Expected = Pick<IndexCount, "count" | "error">;

/**
 * The expected numbers of points of one index in the windows between neighbouring `edges`, ascending: one more window than edges. No
 * number is refused: of a window that holds next to nothing the error may be larger than the count. @internal
 */
export function expectedInWindows(
  { n, p, index }: { readonly n: number; readonly p: number; readonly index: number },
  edges: readonly number[],
): Expected[] {
  const covariance = chosenCovariance({ p });
  checkSize(n, index, covariance.curvature(1) / covariance.slope(1));
  const ends = [-Infinity, ...edges, Infinity];
  return ends.slice(1).map((below, at) => {
    const { count, error } = countIndex(
      n,
      index,
      kacRice(n, covariance, { above: ends[at] as number, below }),
    );
    return { count, error };
  });
}

export interface MeanEnergyQuery extends ModelOptions {
  /** Number of spins, a whole number from 2 to 300. */
  readonly n: number;
  /** Number of negative eigenvalues of the Hessian, from 0 to n − 1. */
  readonly index: number;
}

const meanQuery = object({ n, ...modelFields, index } satisfies FieldsOf<MeanEnergyQuery>);

/**
 * The mean energy per spin of the critical points of one index of a spherical spin glass of n spins, each counted once: the
 * expected sum of their energies over their expected number.
 *
 * @returns  the mean, to 1e-12 where `expectedCriticalPoints` has it.
 * @throws   InvalidInputError  n, the model or the index is not what is allowed.
 * @throws   PrecisionError     fewer than 6 digits after the point are certain.
 *
 * Cost, source: as `expectedCriticalPoints` with an index.
 *
 * @example
 * meanEnergy({ n: 10, p: 3, index: 0 }); // -1.225…
 */
export function meanEnergy(given: MeanEnergyQuery): number {
  const { n, index, ...model } = meanQuery.parse(given);
  const covariance = chosenCovariance(model);
  checkSize(n, index, covariance.curvature(1) / covariance.slope(1));
  const formula = kacRice(n, covariance, { above: -Infinity, below: Infinity });
  const { count, energy, error, energyError } = countIndex(n, index, formula);
  const mean = energy / count;
  checkDigits(n, index, (energyError + Math.abs(mean) * error) / count);
  return mean;
}

function checkSize(n: number, index: number | undefined, growth: number): void {
  countedSpins(growth, index).parse(n, "n");
  if (index !== undefined) wholeNumber({ min: 0, max: n - 1 }).parse(index, "index");
}

/**
 * The numbers of spins of which critical points are counted.
 *
 * @param growth  ξ″/ξ′ at 1: p − 1 of a pure model
 */
export function countedSpins(growth: number, index?: number): Field<number> {
  // Beyond, growth^{n/2} or the Hermite functions leave the range of doubles.
  const largest = Math.floor(
    Math.min(index === undefined ? 1000 : LARGEST_BY_INDEX, 1400 / Math.log(growth)),
  );
  return wholeNumber({ min: 2, max: largest });
}

/** Index 0 takes 4 s there, another half a minute. */
const LARGEST_BY_INDEX = 300;

function checkDigits(n: number, index: number, error: number): void {
  const digits = Math.max(0, Math.floor(-Math.log10(error)));
  if (!(digits >= 6)) throw new PrecisionError(n, index, Number.isNaN(digits) ? 0 : digits);
}

function countAll(n: number, { intervals, weight }: KacRice): number {
  // Past the edge ±√(2n), and below any x beyond it, what TAIL cuts off is under 1e-16 of the rest.
  const edge = Math.sqrt(2 * n);
  return intervals.reduce((sum, interval) => {
    const to = Math.min(interval.to, Math.max(interval.from, edge) + TAIL);
    const from = Math.max(interval.from, Math.min(-edge, to) - TAIL);
    if (to < -BEYOND || from > BEYOND || from >= to) return sum;
    // The density's ripples have wavenumber 2√(2n): at most 12 radians a panel of 16 nodes.
    const width = Math.min(1, 6 / edge, interval.width);
    return sum + integrate((x) => goeDensity(n, x) * weight(x), { from, to, width, rule: RULE });
  }, 0);
}

/** |x| at which every density is below 1e-100 of what matters. */
const BEYOND = 60;
const TAIL = 12;
const RULE = gaussLegendre(16);

interface IndexCount {
  readonly count: number;
  readonly error: number;
  /** The sum of energies per spin. */
  readonly energy: number;
  readonly energyError: number;
}

function countIndex(n: number, index: number, formula: KacRice): IndexCount {
  if (2 * index > n - 1) return countIndex(n, n - 1 - index, reflected(formula));
  const { intervals, weight, energy } = formula;
  const statistics = new OrderStatistics(n);
  const edge = Math.sqrt(2 * n);
  const peak = semicircleQuantile((index + 0.5) / n) * edge;
  // Between neighbouring quantiles there are at least 2.5 standard deviations of an eigenvalue.
  const gap = (semicircleQuantile((index + 1) / n) - semicircleQuantile(index / n)) * edge;
  const density = statistics.follow(index);
  const place = (x: number): [number, number, number, number] => {
    const { value, error } = density(x);
    const here = weight(x);
    return [value * here, error * here, value * here * energy(x), error * here * Math.abs(energy(x))];
  };
  const total = [0, 0, 0, 0];
  for (const { from, to, width } of intervals) {
    if (to < -BEYOND || from > BEYOND || from >= to) continue;
    const start = Math.max(from, Math.min(to, peak));
    // Beyond the edge the density falls as e^{−x²/2}.
    const panel = Math.min(1.3 * gap, 12 / Math.abs(start), width);
    const found = integrateOutwards(place, { from, to, start, width: panel, rule: RULE });
    found.forEach((part, i) => {
      (total[i] as number) += part;
    });
  }
  const [count, error, sum, sumError] = total as [number, number, number, number];
  return { count, error, energy: sum, energyError: sumError };
}
