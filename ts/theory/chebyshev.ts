/** Polynomials on an interval by their values at the count Chebyshev points cos(π(i + ½)/count), mapped to it. */
export class ChebyshevGrid {
  readonly points: Float64Array;
  readonly #half: number;
  /** cos(πm/(2·count)), of which every T_j at a point is one. */
  readonly #cosines: Float64Array;

  constructor(
    readonly from: number,
    readonly to: number,
    readonly count: number,
  ) {
    this.#half = (to - from) / 2;
    this.#cosines = Float64Array.from({ length: 4 * count }, (_, m) => Math.cos((Math.PI * m) / (2 * count)));
    this.points = Float64Array.from(
      { length: count },
      (_, i) => to - this.#half * (1 - this.#polynomial(1, i)),
    );
  }

  /** The coefficients of T_0 … of the polynomial with these values. */
  coefficients(values: Float64Array): Float64Array {
    const { count } = this;
    return Float64Array.from({ length: count }, (_, j) => {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += (values[i] as number) * this.#polynomial(j, i);
      return (sum * (j === 0 ? 1 : 2)) / count;
    });
  }

  /** T_j at the i-th point. */
  #polynomial(j: number, i: number): number {
    return this.#cosines[(j * (2 * i + 1)) % (4 * this.count)] as number;
  }

  /** The values of the integral from the upper end `to`. */
  integral(values: Float64Array): Float64Array {
    const c = this.coefficients(values);
    const at = (j: number) => (j === 0 ? 2 : 1) * (c[j] ?? 0);
    const integrated = Float64Array.from({ length: this.count + 1 }, (_, j) =>
      j === 0 ? 0 : (this.#half * (at(j - 1) - at(j + 1))) / (2 * j),
    );
    integrated[0] = -integrated.reduce((sum, entry) => sum + entry, 0);
    return this.points.map((x) => this.evaluate(integrated, x));
  }

  /** Clenshaw's recurrence. */
  evaluate(coefficients: Float64Array, x: number): number {
    const t = (x - this.from - this.#half) / this.#half;
    let [value, before] = [0, 0];
    for (let j = coefficients.length - 1; j > 0; j--)
      [value, before] = [2 * t * value - before + (coefficients[j] as number), value];
    return t * value - before + (coefficients[0] as number);
  }
}
