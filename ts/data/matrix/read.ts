import { InvalidInputError } from "../../base/errors.js";
import { unpacked } from "../bytes.js";
import { readCsv } from "./csv.js";
import type { Dense, Reader, ReaderOptions } from "./dense.js";
import { readMatrixMarket } from "./matrix-market.js";
import { readNpy } from "./npy.js";
import { readNpz } from "./npz.js";
import { checkSymmetric } from "./symmetric.js";

const READERS: Readonly<Record<string, Reader>> = {
  ".npy": readNpy,
  ".npz": readNpz,
  ".mtx": readMatrixMarket,
  ".csv": readCsv,
  ".tsv": readCsv,
  ".txt": readCsv,
};

/** The endings of the files that can be read; each may be followed by `.gz`. */
export const ENDINGS = Object.keys(READERS);

/** The same as words. */
export const FORMATS = ENDINGS.map((ending) => ending.slice(1));

export interface MatrixOptions extends ReaderOptions {
  /** How far mirror entries may differ, in units of the largest modulus. */
  readonly tolerance: number;
  /** One of `FORMATS`, whatever the name ends in. */
  readonly format?: string | undefined;
}

/**
 * The symmetric matrix in the bytes of a file, gzipped or not; its lower triangle is what counts.
 *
 * @param name           of the file: its ending says the format, and messages call it so
 * @param options.lower  leave unread what is above the diagonal
 * @param options.array  which of several arrays in a .npz
 * @throws InvalidInputError  naming the file, the place in it, what is there and what is allowed
 * @throws OutOfMemoryError   the matrix is too large for WebAssembly
 */
export async function readMatrix(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  { tolerance, format, ...options }: MatrixOptions,
): Promise<Pick<Dense, "n" | "entries">> {
  const matrix = await readerOf(name, format)(name, unpacked(name, chunks), options);
  checkSymmetric(name, matrix.n, matrix.entries, matrix.lower ? undefined : tolerance);
  return matrix;
}

/** @throws InvalidInputError for a name of another ending, where no format is given */
export function readerOf(name: string, format?: string): Reader {
  const ending =
    format === undefined
      ? (/\.[^.]*$/.exec(name.toLowerCase().replace(/\.gz$/, ""))?.[0] ?? "")
      : `.${format}`;
  const reader = Object.hasOwn(READERS, ending) ? READERS[ending] : undefined;
  if (reader === undefined)
    throw new InvalidInputError(
      "FILE",
      name,
      `a name that ends in ${ENDINGS.join(", ")}, or one of these and .gz; --format says it for another name`,
    );
  return reader;
}
