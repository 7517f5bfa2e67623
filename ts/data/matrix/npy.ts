import { InvalidInputError } from "../../base/errors.js";
import { readNpyArray } from "../npy.js";
import { allocate, type Reader } from "./dense.js";

/** NumPy's format: a matrix of any type that `readNpyArray` reads. An integer that no double equals is refused. */
export const readNpy: Reader = async (name, chunks, { lower }) => {
  const { shape, entries, fortran, integers } = await readNpyArray(name, chunks, {
    pattern: "SIZE,SIZE",
    expected: "a matrix: two numbers",
    allocate: ([rows, columns]) => allocate(name, rows as number, columns as number),
  });
  const n = shape[0] as number;
  if (fortran) transpose(entries, n);
  if (integers) checkExact(name, n, entries, lower);
  return { n, entries, lower };
};

/** @throws InvalidInputError for an integer that was none of the doubles. */
function checkExact(name: string, n: number, entries: Float64Array, lower: boolean): void {
  const place = entries.findIndex((entry, at) => Number.isNaN(entry) && !(lower && at % n > at / n));
  if (place === -1) return;
  const [row, column] = [Math.floor(place / n) + 1, (place % n) + 1];
  throw new InvalidInputError(
    `${name}, row ${row}, column ${column}`,
    "an integer beyond 2^53",
    "an integer that a double equals",
  );
}

function transpose(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const above = a[j * n + i] as number;
      a[j * n + i] = a[i * n + j] as number;
      a[i * n + j] = above;
    }
}
