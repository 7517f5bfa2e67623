import { type HalfLine, halfLine } from "./half-line.js";
import { pfaffian, type Scaled } from "./pfaffian.js";

/** A density and the error that rounding may have left in it. */
export interface Measured {
  readonly value: number;
  readonly error: number;
}

/**
 * The densities of the eigenvalues λ_0 ≤ … ≤ λ_{n−1} of an n×n GOE matrix of joint density ∝ exp(−½ Σ x²) Π |x_i − x_j|.
 *
 * With weight t on eigenvalues below x, de Bruijn's Pfaffian of E[Π weights] has the matrix t²L + R + t(l rᵀ − r lᵀ) in the
 * basis of Hermite functions: L and R the skew products of the half-lines below and above x, l and r the integrals. Its
 * derivative by the weight at x is Σ_k ρ_k(x) t^k, and in it the terms in t of rank two cancel:
 *
 *   n even: −Pf[t²L + R; v, r] + t Pf[t²L + R; v, l],    n odd: Pf[t²L + R; v] + t Pf[t²L + R; v, l, r],
 *
 * over the same Pfaffian on the whole line; v holds φ_j(x), and [B; v, …] is B bordered by columns and a block of zeros. In
 * this basis the whole line's matrix has condition √n·n at most, and the smallest pivot tells what is lost at x.
 *
 * Source: de Bruijn, J. Indian Math. Soc. 19 (1955); the cancellation is ours.
 */
export class OrderStatistics {
  readonly #whole: Scaled;

  constructor(readonly n: number) {
    const whole = halfLine(n, -Infinity);
    this.#whole = bordered(whole.skew, undefined, [0, 0], n % 2 === 0 ? [] : [whole.integrals]);
  }

  /** ρ_k of k at most (n − 1)/2, as a function of x; quicker at an x near the one before. */
  follow(k: number): (x: number) => Measured {
    let logTau = 0;
    return (x) => {
      const generating = this.#at(k, x);
      if (k < 2) return generating.constant();
      logTau = generating.quietest(Math.floor(k / 2), logTau);
      return generating.coefficient(Math.floor(k / 2), logTau);
    };
  }

  /** The terms of R(t; x) = Σ ρ_k t^k with k of one parity, as a polynomial in τ = t². */
  #at(k: number, x: number) {
    const { n } = this;
    const right = halfLine(n, x);
    const left = mirrored(n, halfLine(n, -x));
    const even = k % 2 === 0;
    const single = even ? right.integrals : left.integrals;
    const more = n % 2 === 0 ? [single] : even ? [] : [left.integrals, right.integrals];
    const sign = (n % 2 === 0 && even ? -1 : 1) / this.#whole.re;
    const at = (re: number, im: number) => {
      const found = bordered(right.skew, left.skew, [re, im], [right.values, ...more]);
      return { ...found, log: found.log - this.#whole.log };
    };
    const rounding = (tau: number) => 8 * Number.EPSILON * (right.scale + tau * left.scale);

    return {
      constant(): Measured {
        const { re, log, condition } = at(0, 0);
        const value = sign * re * Math.exp(log);
        return { value, error: Math.abs(value) * rounding(0) * condition };
      },

      /** The ln τ, near `start`, of the circle on which the coefficient of τ^j bears the least error. */
      quietest(j: number, start: number): number {
        const error = (logTau: number) => {
          const tau = Math.exp(logTau);
          const { log, condition } = at(tau, 0);
          return log - j * logTau + Math.log(rounding(tau) * condition);
        };
        let logTau = start;
        let least = error(start);
        for (let step = 2; Math.abs(step) > 0.5; step = -step / 2)
          for (let turn = 0; turn < 2; turn++, step = -step)
            for (let next = error(logTau + step); next < least; next = error(logTau + step))
              [logTau, least] = [logTau + step, next];
        return logTau;
      },

      /** The coefficient of τ^j, by Cauchy's formula on a circle. */
      coefficient(j: number, logTau: number): Measured {
        const radius = Math.exp(logTau);
        const mean = at(radius * E, 0).log - at(radius / E, 0).log;
        // Of the powers likely on the circle, within 5 of their mean, none is a multiple of `points` away from j.
        const points = 2 * Math.ceil((Math.abs(j - mean / 2) + 6) / 2);
        let [value, error] = [0, 0];
        for (let m = 0; m < points / 2; m++) {
          const angle = ((2 * m + 1) * Math.PI) / points;
          const { re, im, log, condition } = at(radius * Math.cos(angle), radius * Math.sin(angle));
          const size = (2 / points) * Math.exp(log - j * logTau);
          value += sign * size * (re * Math.cos(j * angle) + im * Math.sin(j * angle));
          error += size * rounding(radius) * condition;
        }
        return { value, error };
      },
    };
  }
}

const { E } = Math;

/** The half-line below x, from that above −x of the reflected functions. */
function mirrored(n: number, { values, integrals, skew, scale }: HalfLine): HalfLine {
  const sign = (j: number) => (j % 2 === 0 ? 1 : -1);
  return {
    values: values.map((value, j) => sign(j) * value),
    integrals: integrals.map((value, j) => sign(j) * value),
    skew: skew.map((value, at) => -sign(Math.floor(at / n) + (at % n)) * value),
    scale,
  };
}

/** Pf[right + τ·left; borders], the borders scaled to unit length inside. */
function bordered(
  right: Float64Array,
  left: Float64Array | undefined,
  [re, im]: [number, number],
  borders: readonly Float64Array[],
): Scaled {
  const n = Math.sqrt(right.length);
  const order = n + borders.length;
  const real = new Float64Array(order * order);
  const imaginary = new Float64Array(order * order);
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const below = left === undefined ? 0 : (left[i * n + j] as number);
      real[i * order + j] = (right[i * n + j] as number) + re * below;
      imaginary[i * order + j] = im * below;
    }
  let log = 0;
  borders.forEach((border, place) => {
    const length = Math.hypot(...border);
    log += Math.log(length);
    border.forEach((entry, i) => {
      real[i * order + n + place] = entry / length;
    });
  });
  const found = pfaffian(real, imaginary, order);
  return { ...found, log: found.log + log };
}
