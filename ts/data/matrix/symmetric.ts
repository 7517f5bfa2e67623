import { InvalidInputError } from "../../base/errors.js";

/**
 * Checks that a matrix is finite and symmetric; without a tolerance, that its lower triangle is finite.
 *
 * @throws InvalidInputError  naming an entry by its row and column, counted from 1
 */
export function checkSymmetric(
  name: string,
  n: number,
  a: Float64Array,
  tolerance: number | undefined,
): void {
  const at = (i: number, j: number) => `${name}, row ${i + 1}, column ${j + 1}`;
  let largest = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < (tolerance === undefined ? i + 1 : n); j++) {
      const entry = a[i * n + j] as number;
      if (!Number.isFinite(entry)) throw new InvalidInputError(at(i, j), entry, "a finite number");
      largest = Math.max(largest, Math.abs(entry));
    }
  if (tolerance === undefined) return;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const [below, above] = [a[i * n + j] as number, a[j * n + i] as number];
      if (Math.abs(below - above) > tolerance * largest)
        throw new InvalidInputError(
          at(i, j),
          below,
          `${above} as in row ${j + 1}, column ${i + 1}, within ${tolerance} of the largest entry ` +
            "(--lower reads the lower triangle alone, --symmetry-tolerance allows more)",
        );
    }
}
