/** The Airy function Ai(x), x ≥ −8; within 1e-14 relative for x ≥ −1, and of 1e-15·e^{(2/3)|x|^{3/2}} below. */
export function airy(x: number): number {
  return x < 1.5 ? byPowers(x) : bySteepestDescent(x);
}

/** Ai(0) and −Ai′(0). */
const VALUE = 0.3550280538878172;
const SLOPE = 0.2588194037928068;

function byPowers(x: number): number {
  const cube = x * x * x;
  let even = VALUE;
  let odd = SLOPE * x;
  let sum = even - odd;
  for (let j = 3; Math.abs(even) + Math.abs(odd) > 1e-18; j += 3) {
    even *= cube / (j * (j - 1));
    odd *= cube / (j * (j + 1));
    sum += even - odd;
  }
  return sum;
}

/** (1/π) e^{−ζ} ∫₀^∞ e^{−√x t²} cos(t³/3) dt, ζ = ⅔ x^{3/2}: the trapezoidal rule on an entire function. */
function bySteepestDescent(x: number): number {
  const root = Math.sqrt(x);
  const step = 0.25 / Math.sqrt(root);
  let sum = 0.5;
  // e^{−√x t²} is below 1e-17 from the 25th node on.
  for (let j = 1; j <= 25; j++) {
    const t = j * step;
    sum += Math.exp(-root * t * t) * Math.cos((t * t * t) / 3);
  }
  return (Math.exp((-2 / 3) * x * root) / Math.PI) * step * sum;
}
