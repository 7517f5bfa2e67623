/** Where searches ended, and how sure each end is. */
export interface Ends {
  /** N spins a row. */
  readonly states: Float64Array;
  readonly n: number;
  /** |P∇H|/√N of each row. */
  readonly gradientNorms: Float64Array;
  /** The modulus of the eigenvalue of the sphere Hessian that is nearest to 0. */
  readonly curvatures: Float64Array;
}

/**
 * How far, in units of √N, an end may be from its critical point: |P∇H|/|λ| is Newton's step along the flattest direction. Beyond it an end
 * is not told from a degenerate one.
 */
const FARTHEST = 1e-3;
/** Ends this close are one point, whatever their gradients: doubles tell points apart from 1e-8 on. */
const ROUNDING = 1e-7;

/** Of which distinct point each of `rows` is: the number in the order of the first row of each, −1 of an end that is not resolved. */
export function distinctPoints(ends: Ends, rows: readonly number[]): Int32Array {
  const { n, states } = ends;
  const reach = (row: number) => (ends.gradientNorms[row] as number) / (ends.curvatures[row] as number);
  const firsts: number[] = [];
  return Int32Array.from(rows, (row) => {
    if (!(reach(row) <= FARTHEST)) return -1;
    const known = firsts.findIndex((first) => {
      const apart = ROUNDING + 2 * (reach(row) + reach(first));
      return areWithin(states, n, row, first, n * apart * apart);
    });
    return known === -1 ? firsts.push(row) - 1 : known;
  });
}

/** Whether |σ − τ|² = 2(N − σ·τ) is at most `square`: most pairs are told apart by their first spins. */
function areWithin(states: Float64Array, n: number, row: number, other: number, square: number): boolean {
  let sum = 0;
  for (let i = 0; i < n && sum <= square; i++)
    sum += ((states[row * n + i] as number) - (states[other * n + i] as number)) ** 2;
  return sum <= square;
}
