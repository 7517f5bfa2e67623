import { incompleteBeta } from "./beta.js";
import { incompleteGamma } from "./gamma.js";

export interface Distribution {
  /** P(X ≤ x). */
  cdf(x: number): number;
  /** P(X > x), to its own relative accuracy. */
  tail(x: number): number;
  /** The x whose CDF is `probability`, in [0, 1]. */
  quantile(probability: number): number;
}

/** The two sides of a distribution at a point. */
type Sides = { readonly lower: number; readonly upper: number };

/** The standard normal distribution. */
export const normal = symmetric((x) => incompleteGamma(0.5, (x * x) / 2));

/** Student's t. */
export const student = (freedom: number): Distribution =>
  symmetric((x) => {
    const total = freedom + x * x;
    return incompleteBeta(0.5, freedom / 2, (x * x) / total, freedom / total);
  });

export const chiSquared = (freedom: number): Distribution =>
  positive((x) => incompleteGamma(freedom / 2, x / 2));

export const beta = (a: number, b: number): Distribution => {
  const distribution = positive((x) => incompleteBeta(a, b, x));
  return { ...distribution, quantile: (probability) => Math.min(distribution.quantile(probability), 1) };
};

/** Fisher's F: the ratio of two mean squares. */
export const fisher = (above: number, below: number): Distribution =>
  positive((x) => {
    const total = above * x + below;
    return incompleteBeta(above / 2, below / 2, (above * x) / total, below / total);
  });

/** Of a variable that is not negative. */
function positive(sides: (x: number) => Sides): Distribution {
  return {
    cdf: (x) => sides(Math.max(x, 0)).lower,
    tail: (x) => sides(Math.max(x, 0)).upper,
    quantile: (probability) => solve(sides, { lower: probability, upper: 1 - probability }),
  };
}

/** Of a variable whose sign is a fair coin, by the distribution of its modulus. */
function symmetric(modulus: (x: number) => Sides): Distribution {
  const tail = (x: number) => (x >= 0 ? modulus(x).upper / 2 : 1 - modulus(-x).upper / 2);
  return {
    tail,
    cdf: (x) => tail(-x),
    quantile(probability) {
      const upper = 2 * Math.min(probability, 1 - probability);
      return Math.sign(probability - 0.5) * solve(modulus, { lower: 1 - upper, upper });
    },
  };
}

/** The x ≥ 0 whose sides are the given ones, to the last bit of the smaller side: brackets by doubling, then halving. */
function solve(sides: (x: number) => Sides, { lower, upper }: Sides): number {
  const isBelow =
    lower < upper ? (x: number) => sides(x).lower < lower : (x: number) => sides(x).upper > upper;
  if (lower === 0) return 0;
  if (upper === 0) return Infinity;
  let high = 1;
  while (isBelow(high)) high *= 2;
  let low = high / 2;
  while (!isBelow(low) && low > 0) [low, high] = [low / 2, low];
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) return high;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
}
