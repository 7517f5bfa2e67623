/**
 * What Stirling's formula lacks: ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π), x > 0; the series from 10 on, the recurrence below.
 *
 * Densities are written with it, since ln Γ itself cancels where its arguments are large.
 * Source: Abramowitz and Stegun, 6.1.41; Loader, Fast and accurate computation of binomial probabilities (2000).
 */
export function stirlingRest(x: number): number {
  if (x < 10) return stirlingRest(x + 1) + (x + 0.5) * Math.log1p(1 / x) - 1;
  return SERIES.reduceRight((sum, term) => sum / (x * x) + term, 0) / x;
}

/** B_{2k} / (2k(2k − 1)). */
const SERIES = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P, a > 0, x ≥ 0, each to its own relative accuracy.
 *
 * Source: Abramowitz and Stegun, 6.5.29 (series) and 6.5.31 (continued fraction).
 */
export function incompleteGamma(a: number, x: number): { lower: number; upper: number } {
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  // x^a e^−x / Γ(a)
  const factor = Math.sqrt(a / (2 * Math.PI)) * Math.exp(a * logRatio(x, a) - (x - a) - stirlingRest(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = a + 1; term > sum * Number.EPSILON; k++) {
      term *= x / k;
      sum += term;
    }
    return { lower: factor * sum, upper: 1 - factor * sum };
  }
  const upper =
    factor /
    continuedFraction(
      x + 1 - a,
      (k) => k * (a - k),
      (k) => x + 1 - a + 2 * k,
    );
  return { lower: 1 - upper, upper };
}

/** ln(x/y), to its own relative accuracy where x and y are close. */
export function logRatio(x: number, y: number): number {
  return Math.abs(x - y) < 0.5 * y ? Math.log1p((x - y) / y) : Math.log(x / y);
}

/**
 * b₀ + a₁/(b₁ + a₂/(b₂ + …)), by the recurrences of Lentz.
 *
 * Source: Lentz, Applied Optics 15 (1976); Thompson and Barnett, J. Comput. Phys. 64 (1986).
 */
export function continuedFraction(b0: number, a: (k: number) => number, b: (k: number) => number): number {
  let value = b0;
  let c = b0;
  let d = 0;
  for (let k = 1, change = 0; Math.abs(change - 1) > 4 * Number.EPSILON; k++) {
    d = 1 / (b(k) + a(k) * d);
    c = b(k) + a(k) / c;
    change = c * d;
    value *= change;
  }
  return value;
}
