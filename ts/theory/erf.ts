/** The error function, x ≥ 0: a series of positive terms only, so relative accuracy is a few eps at every x. */
export function erf(x: number): number {
  if (x > 6) return 1;
  let term = x;
  let sum = x;
  for (let j = 1; term > sum * Number.EPSILON; j++) {
    term *= (2 * x * x) / (2 * j + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
