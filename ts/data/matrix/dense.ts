import { InvalidInputError } from "../../base/errors.js";
import { checkFits } from "../../wasm/limits.js";

/** A square matrix as a file gives it. */
export interface Dense {
  readonly n: number;
  /** n×n, row-major. */
  readonly entries: Float64Array;
  /** The lower triangle alone counts: the file holds no more, or no more was asked for. */
  readonly lower: boolean;
}

export interface ReaderOptions {
  /** Only the lower triangle is wanted: what stands above it is not parsed. */
  readonly lower: boolean;
  /** Which of several arrays in an archive. */
  readonly array?: string | undefined;
}

/** Reads a file of one format; `name` is how messages call it. */
export type Reader = (
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  options: ReaderOptions,
) => Promise<Dense>;

/** Zeros. @throws InvalidInputError not square  OutOfMemoryError too large, before anything is allocated */
export function allocate(name: string, rows: number, columns: number): Float64Array<ArrayBuffer> {
  if (rows !== columns)
    throw new InvalidInputError(`${name}, shape`, [rows, columns], "as many rows as columns");
  checkFits(`${name}: a matrix of order ${rows}`, [8 * rows * columns]);
  return new Float64Array(rows * columns);
}

/** With the exponents that Fortran writes: 1.5D+03. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d+)?$/;

/** A finite decimal number. @throws InvalidInputError naming `place` */
export function numberAt(place: () => string, text: string): number {
  const value = DECIMAL.test(text) ? Number(text.replace(/[dD]/, "e")) : Number.NaN;
  if (!Number.isFinite(value)) throw new InvalidInputError(place(), text, "a finite number");
  return value;
}
