import { continuedFraction, logRatio, stirlingRest } from "./gamma.js";

/**
 * The regularised incomplete beta function I_x(a, b) and 1 − I_x(a, b), a, b > 0; `y` is 1 − x, given for its digits.
 *
 * Source: DiDonato and Morris, ACM TOMS 18 (1992), their continued fraction; NIST DLMF 8.17.22.
 */
export function incompleteBeta(a: number, b: number, x: number, y = 1 - x): { lower: number; upper: number } {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  // The fraction converges in O(√max(a, b)) steps on this side of the mean, and the other side is its mirror.
  if (x > (a + 1) / (a + b + 2)) {
    const { lower, upper } = incompleteBeta(b, a, y, x);
    return { lower: upper, upper: lower };
  }
  // x^a y^b / B(a, b)
  const n = a + b;
  const factor =
    Math.sqrt((a * b) / (2 * Math.PI * n)) *
    Math.exp(
      a * logRatio(x * n, a) + b * logRatio(y * n, b) + stirlingRest(n) - stirlingRest(a) - stirlingRest(b),
    );
  const fraction = continuedFraction(
    1,
    (k) => {
      const m = Math.floor(k / 2);
      return k % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    },
    () => 1,
  );
  const lower = factor / (a * fraction);
  return { lower, upper: 1 - lower };
}
