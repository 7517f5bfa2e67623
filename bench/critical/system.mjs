import { drawn } from "../glass/problem.mjs";

/** A tensor of n^p entries, row-major, that all solvers take. */
export const tensorOf = (n, p, draw) => drawn(n ** p, 1000 * p + draw);

/** The entries of a tensor with their indices, in one array that changes from entry to entry. */
export function* entriesOf(tensor, n, p) {
  const indices = new Array(p).fill(0);
  for (const [place, coefficient] of tensor.entries()) {
    let left = place;
    for (let l = p - 1; l >= 0; l--) {
      indices[l] = left % n;
      left = Math.floor(left / n);
    }
    yield { coefficient, indices };
  }
}

/**
 * The equations of critical points, T·x^{p−1} = m·x in one affine chart: n sums of terms that vanish, and the last, a linear one.
 *
 * A term is `{ coefficient, powers }`, the powers of x1 … xn and m. Each class ±σ of complex critical points is one solution.
 */
export function equations(tensor, n, p) {
  const sums = Array.from({ length: n }, () => new Map());
  for (const { coefficient, indices } of entriesOf(tensor, n, p)) {
    // ∂/∂x_i of a monomial: each of its factors in turn.
    indices.forEach((i, l) => {
      const powers = new Array(n).fill(0);
      indices.forEach((j, other) => {
        if (other !== l) powers[j] += 1;
      });
      const key = powers.join();
      sums[i].set(key, (sums[i].get(key) ?? 0) + coefficient);
    });
  }
  const unit = (i) => Array.from({ length: n + 1 }, (_, j) => Number(i === j));
  const gradients = sums.map((sum, i) => [
    ...[...sum].map(([key, coefficient]) => ({ coefficient, powers: [...key.split(",").map(Number), 0] })),
    { coefficient: -1, powers: unit(i).with(n, 1) },
  ]);
  // A chart that no critical point is likely to be at infinity of.
  const chart = Array.from(drawn(n, 7), (coefficient, i) => ({ coefficient, powers: unit(i) }));
  return [...gradients, [...chart, { coefficient: -1, powers: new Array(n + 1).fill(0) }]];
}

export const classes = (n, p) => ((p - 1) ** n - 1) / (p - 2);
