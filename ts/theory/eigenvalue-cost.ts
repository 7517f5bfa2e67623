/**
 * What one GOE eigenvalue at cosh t semicircle radii from the centre costs, per n: x√(x² − 1) − arcosh x at x = cosh t.
 *
 * (sinh 2t − 2t)/2, by its series where the difference would cancel; infinite where no double is so large.
 */
export function eigenvalueCost(t: number): number {
  if (t > 0.5) return Math.sinh(2 * t) / 2 - Math.min(t, Number.MAX_VALUE);
  const square = 4 * t * t;
  let term = t;
  let sum = 0;
  for (let j = 2; j <= 20; j += 2) {
    term *= square / (j * (j + 1));
    sum += term;
  }
  return sum;
}
