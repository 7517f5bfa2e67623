import type { Covariance } from "./covariance.js";
import { erfc } from "./erf.js";

/** Energies per spin, above ≤ below. */
export interface Window {
  readonly above: number;
  readonly below: number;
}

/**
 * What Kac–Rice makes of GOE(n): E[points of index k with energies in a window] = ∫ ρ_k(x) weight(x) dx,
 * ρ_k the density of the k-th eigenvalue at joint density ∝ exp(−½ Σ x²) Π |x_i − x_j|.
 *
 * x stands for the radial derivative y = σ·∇H/N = x√(2ξ″/n), whose Gaussian density, the GOE's own and the Hessian's
 * determinant leave 2√(2ξ′/(ξ′ + ξ″)) (ξ″/ξ′)^{n/2} exp(−x²(ξ″ − ξ′)/2(ξ′ + ξ″)), all at 1. Of a pure model the energy is y/p
 * exactly; of a mixed one it is Gaussian about yξ′/(ξ′ + ξ″), of variance (ξ − ξ′²/(ξ′ + ξ″))/n.
 *
 * Source: Auffinger, Ben Arous, Černý, CPAM 66 (2013), Theorem 2.1; mixed: Auffinger, Ben Arous, Ann. Probab. 41 (2013).
 */
export interface KacRice {
  /** The x to integrate over, in ascending intervals, with the panels that the weight needs there. */
  readonly intervals: readonly Interval[];
  weight(x: number): number;
  /** The mean energy per spin at x, without a window. */
  energy(x: number): number;
}

export interface Interval {
  readonly from: number;
  readonly to: number;
  /** No panel may be wider. */
  readonly width: number;
}

export function kacRice(n: number, covariance: Covariance, { above, below }: Window): KacRice {
  const [value, slope, curvature] = [covariance.at(1), covariance.slope(1), covariance.curvature(1)];
  const growth = (n / 2) * Math.log(curvature / slope);
  const decay = (curvature - slope) / (2 * (slope + curvature));
  const factor = 2 * Math.sqrt((2 * slope) / (slope + curvature));
  const all = (x: number) => factor * Math.exp(growth - decay * x * x);

  const toEnergy = (Math.sqrt((2 * curvature) / n) * slope) / (slope + curvature);
  const energy = (x: number) => toEnergy * x;
  if (covariance.pure) {
    const whole = { from: above / toEnergy, to: below / toEnergy, width: Infinity };
    return { intervals: [whole], weight: all, energy };
  }

  // ξ − ξ′²/(ξ′ + ξ″) without its cancellation near a pure model.
  const deviation = Math.sqrt(((value / (slope + curvature)) * covariance.spread) / n);
  // P(energy > end), or below by the other sign: in a tail the difference of the two small ones.
  const tail = (distance: number) => erfc(distance / (Math.SQRT2 * deviation)) / 2;
  const share = (x: number) =>
    energy(x) < above
      ? tail(above - energy(x)) - tail(below - energy(x))
      : tail(energy(x) - below) - tail(energy(x) - above);
  // Eight deviations about an end of the window the weight goes from all to nothing; there two a panel.
  const unit = deviation / toEnergy;
  const ends = [above, below].filter(Number.isFinite).map((end) => end / toEnergy);
  const stops = [-Infinity, ...ends.flatMap((end) => [end - 8 * unit, end + 8 * unit]), Infinity].sort(
    (a, b) => a - b,
  );
  const intervals = stops.slice(1).map((to, i) => {
    const from = stops[i] as number;
    const isEnd = ends.some((end) => from < end + 8 * unit && to > end - 8 * unit);
    return { from, to, width: isEnd ? 2 * unit : Infinity };
  });
  return { intervals, weight: (x) => all(x) * share(x), energy };
}

/** The same of −H: index k becomes n − 1 − k. */
export function reflected({ intervals, weight, energy }: KacRice): KacRice {
  return {
    intervals: intervals.map(({ from, to, width }) => ({ from: -to, to: -from, width })),
    weight: (x) => weight(-x),
    energy: (x) => energy(-x),
  };
}
