import { type Fit, leastSquares } from "./least-squares.js";
import type { Measured } from "./measured.js";

type Point = Required<Measured> & { readonly x: number };

/** Linear in its coefficients once the exponent is chosen: `(x, e) => [1, x ** -e]`. */
type Form = (x: number, exponent: number) => readonly number[];

/**
 * Weighted least squares of value = Σ c·term(x, exponent) over the coefficients and one exponent in a range.
 *
 * The coefficients are eliminated: χ² of the exponent alone is scanned, then narrowed by golden sections. Errors are those
 * of the form made linear at its minimum. Undefined where χ² has no minimum inside the range, or the points are too few.
 * Source: Golub and Pereyra, SIAM J. Numer. Anal. 10 (1973).
 */
export function fitExponent(
  points: readonly Point[],
  form: Form,
  [from, to]: readonly [number, number],
): (Fit & { readonly exponent: Required<Measured> }) | undefined {
  const fitAt = (exponent: number) =>
    leastSquares(points.map(({ x, value, error }) => ({ value, error, terms: form(x, exponent) })));
  const chiSquared = (exponent: number) => fitAt(exponent)?.chiSquared ?? Infinity;

  const grid = Array.from({ length: SCAN + 1 }, (_, step) => from + ((to - from) * step) / SCAN);
  const scanned = grid.map(chiSquared);
  const place = scanned.indexOf(Math.min(...scanned));
  const [low, high] = [grid[place - 1], grid[place + 1]];
  if (low === undefined || high === undefined) return undefined;
  const exponent = goldenSections(chiSquared, low, high);
  const best = fitAt(exponent);
  if (best === undefined) return undefined;

  const modelAt = (x: number, e: number) =>
    form(x, e).reduce((sum, term, k) => sum + term * (best.coefficients[k]?.value as number), 0);
  const step = 1e-5 * (to - from);
  const slopeAt = (x: number) => (modelAt(x, exponent + step) - modelAt(x, exponent - step)) / (2 * step);
  const linear = leastSquares(
    points.map(({ x, value, error }) => ({ value, error, terms: [...form(x, exponent), slopeAt(x)] })),
  );
  if (linear === undefined) return undefined;
  const errors = linear.coefficients.map(({ error }) => error);
  return {
    exponent: { value: exponent, error: errors.at(-1) as number },
    coefficients: best.coefficients.map(({ value }, k) => ({ value, error: errors[k] as number })),
    chiSquared: best.chiSquared,
    freedom: linear.freedom,
  };
}

const SCAN = 64;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** χ² is flat to √eps about its minimum: no more is asked for. */
function goldenSections(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [a, b] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [fa, fb] = [f(a), f(b)];
  while (high - low > 1e-9 * (to - from)) {
    if (fa < fb) {
      [high, b, fb] = [b, a, fa];
      a = high - GOLDEN * (high - low);
      fa = f(a);
    } else {
      [low, a, fa] = [a, b, fb];
      b = low + GOLDEN * (high - low);
      fb = f(b);
    }
  }
  return (low + high) / 2;
}
