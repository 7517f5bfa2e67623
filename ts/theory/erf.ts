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

/** 1 − erf(x), any x; within a few eps relative, x² eps for large x. */
export function erfc(x: number): number {
  if (x < 0) return 1 + erf(-x);
  if (x < 1.5) return 1 - erf(x);
  // The continued fraction of Laplace, from far enough out.
  let fraction = 0;
  for (let j = Math.ceil(20 + 150 / (x * x)); j > 0; j--) fraction = j / 2 / (x + fraction);
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * (x + fraction));
}
