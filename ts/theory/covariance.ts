/** The coefficients b_p of H = Σ b_p H_p, by order. */
export type Mixture = Readonly<Record<number, number>>;

/** ξ(R) = Σ b_p² R^p and its derivatives: E[H(σ)H(τ)] = N ξ(σ·τ/N). */
export class Covariance {
  /** [p, b_p²] of the orders that are there. */
  readonly terms: readonly (readonly [order: number, square: number])[];

  constructor(mixture: Mixture) {
    this.terms = Object.entries(mixture)
      .map(([p, b]) => [Number(p), b * b] as const)
      .filter(([, square]) => square > 0);
  }

  /** The order and |b| where there is one order alone. */
  get pure(): { readonly p: number; readonly scale: number } | undefined {
    const [term, second] = this.terms;
    return term === undefined || second !== undefined ? undefined : { p: term[0], scale: Math.sqrt(term[1]) };
  }

  /** ξ(q). */
  at(q: number): number {
    return this.#sum((p) => q ** p);
  }

  /** ξ′(q). */
  slope(q: number): number {
    return this.#sum((p) => p * q ** (p - 1));
  }

  /** ξ″(q). */
  curvature(q: number): number {
    return this.#sum((p) => p * (p - 1) * q ** (p - 2));
  }

  /** ξ″ − ξ′ at 1, by terms of one sign. */
  get rise(): number {
    return this.#sum((p) => p * (p - 2));
  }

  /**
   * ξ′ + ξ″ − ξ′²/ξ at 1: ξ times the variance of the order under the weights b_p². Over pairs of orders, as near a pure model
   * the difference cancels.
   */
  get spread(): number {
    const total = this.at(1);
    let sum = 0;
    // The quotient first: of two small squares the product is no double.
    for (const [p, square] of this.terms)
      for (const [r, other] of this.terms) if (r < p) sum += (p - r) ** 2 * square * (other / total);
    return sum;
  }

  #sum(power: (p: number) => number): number {
    return this.terms.reduce((sum, [p, square]) => sum + square * power(p), 0);
  }
}
