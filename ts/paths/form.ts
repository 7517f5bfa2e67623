import type { Layout } from "./layout.js";

/**
 * Sums over paths: F_j(W) = Σ over the paths that end at output j of C Π_k W^k, one coefficient C a path.
 *
 * Coefficients lie in the order (i_H, …, i_1, i_0), i_0 the fastest, so that each layer takes the innermost index out: with
 * T_0 = C, T_k[…, b] = Σ_a W^k[b, a] T_{k−1}[…, b, a], and T_H holds the F_j. 2Ψ flops and a little; the gradient as many again.
 */
export class PathSums {
  readonly #layout: Layout;
  /** T_1 … T_H, and what F changes by with them. */
  readonly #levels: readonly Float64Array[];
  readonly #slopes: readonly Float64Array[];
  #coefficients: Float64Array = new Float64Array(0);

  constructor(layout: Layout) {
    const { layers } = layout;
    const rooms = () =>
      layers
        .slice(1)
        .map((_, k) => new Float64Array(layers.slice(k + 1).reduce((size, width) => size * width, 1)));
    this.#layout = layout;
    this.#levels = rooms();
    this.#slopes = rooms();
  }

  /** The F_j of one coefficient a path; the array is the next call's too. */
  sums(coefficients: Float64Array, weights: Float64Array): Float64Array {
    const { layers, offsets } = this.#layout;
    this.#coefficients = coefficients;
    let from = coefficients;
    for (const [k, to] of this.#levels.entries()) {
      const [inputs, outputs, offset] = [layers[k] as number, layers[k + 1] as number, offsets[k] as number];
      for (let m = 0, at = 0; m < to.length; m++) {
        const row = offset + (m % outputs) * inputs;
        let sum = 0;
        for (let a = 0; a < inputs; a++, at++) sum += (weights[row + a] as number) * (from[at] as number);
        to[m] = sum;
      }
      from = to;
    }
    return from;
  }

  /** Adds the gradient of Σ_j slope_j F_j at the place of the last `sums`. */
  addGradient(slopes: ArrayLike<number>, weights: Float64Array, gradient: Float64Array): void {
    const { layers, offsets, order } = this.#layout;
    (this.#slopes[order - 1] as Float64Array).set(slopes);
    for (let k = order - 1; k >= 0; k--) {
      const [inputs, outputs, offset] = [layers[k] as number, layers[k + 1] as number, offsets[k] as number];
      const slope = this.#slopes[k] as Float64Array;
      const below = k === 0 ? undefined : (this.#slopes[k - 1] as Float64Array);
      const from = k === 0 ? this.#coefficients : (this.#levels[k - 1] as Float64Array);
      below?.fill(0);
      for (let m = 0; m < slope.length; m++) {
        const by = slope[m] as number;
        if (by === 0) continue;
        const row = offset + (m % outputs) * inputs;
        const at = m * inputs;
        for (let a = 0; a < inputs; a++)
          gradient[row + a] = (gradient[row + a] as number) + by * (from[at + a] as number);
        if (below !== undefined)
          for (let a = 0; a < inputs; a++) below[at + a] = by * (weights[row + a] as number);
      }
    }
  }

  /**
   * The Hessian of Σ_j F_j: N×N. F is linear in each layer, so that the row of a weight is the gradient where its layer is that
   * weight's unit vector, and 0 within the layer. Cost: 4ΨN flops.
   */
  hessian(coefficients: Float64Array, weights: Float64Array): Float64Array {
    const { layers, offsets, weights: count } = this.#layout;
    const hessian = new Float64Array(count * count);
    const ones = new Float64Array(layers.at(-1) as number).fill(1);
    for (const [k, offset] of offsets.entries()) {
      const end = offsets[k + 1] ?? count;
      const place = weights.slice();
      place.fill(0, offset, end);
      for (let weight = offset; weight < end; weight++) {
        place[weight] = 1;
        this.sums(coefficients, place);
        const row = hessian.subarray(weight * count, (weight + 1) * count);
        this.addGradient(ones, place, row);
        row.fill(0, offset, end);
        place[weight] = 0;
      }
    }
    return hessian;
  }
}
