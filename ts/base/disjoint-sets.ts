/** Sets of numbers below `count`, each known by one of them. */
export class DisjointSets {
  private readonly above: Uint32Array;

  constructor(count: number) {
    this.above = Uint32Array.from({ length: count }, (_, number) => number);
  }

  /** The number that the set of `number` is known by. */
  find(number: number): number {
    let at = number;
    for (let above = this.above[at] as number; above !== at; above = this.above[at] as number) {
      // Each number on the way skips one, so that ways stay short.
      this.above[at] = this.above[above] as number;
      at = above;
    }
    return at;
  }

  /** Joins the set known by `one` to that known by `other`, which both are known by then. */
  join(one: number, other: number): void {
    this.above[one] = other;
  }
}
