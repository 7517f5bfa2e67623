import { InvalidInputError } from "../../base/errors.js";
import { unpacked } from "../bytes.js";
import { readCsv } from "./csv.js";
import type { Dense, Reader } from "./dense.js";
import { readMatrixMarket } from "./matrix-market.js";
import { readNpy } from "./npy.js";
import { checkSymmetric } from "./symmetric.js";

const READERS: Readonly<Record<string, Reader>> = {
  ".npy": readNpy,
  ".mtx": readMatrixMarket,
  ".csv": readCsv,
  ".tsv": readCsv,
  ".txt": readCsv,
};

/** The endings of the files that can be read; each may be followed by `.gz`. */
export const ENDINGS = Object.keys(READERS);

/**
 * The symmetric matrix in the bytes of a file, gzipped or not; its lower triangle is what counts.
 *
 * @param name       of the file: its ending says the format, and messages call it so
 * @param lower      leave unread what is above the diagonal
 * @param tolerance  how far mirror entries may differ, in units of the largest modulus
 * @throws InvalidInputError  naming the file, the place in it, what is there and what is allowed
 * @throws OutOfMemoryError   the matrix is too large for WebAssembly
 */
export async function readMatrix(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  { lower, tolerance }: { readonly lower: boolean; readonly tolerance: number },
): Promise<Pick<Dense, "n" | "entries">> {
  const matrix = await readerOf(name)(name, unpacked(name, chunks), { lower });
  checkSymmetric(name, matrix.n, matrix.entries, matrix.lower ? undefined : tolerance);
  return matrix;
}

/** @throws InvalidInputError for a name of another ending */
export function readerOf(name: string): Reader {
  const ending = /\.[^.]*$/.exec(name.toLowerCase().replace(/\.gz$/, ""))?.[0] ?? "";
  const reader = Object.hasOwn(READERS, ending) ? READERS[ending] : undefined;
  if (reader === undefined)
    throw new InvalidInputError(
      "FILE",
      name,
      `a name that ends in ${ENDINGS.join(", ")}, or one of these and .gz`,
    );
  return reader;
}
