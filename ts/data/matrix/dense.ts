import { InvalidInputError, OutOfMemoryError } from "../../base/errors.js";

/** A square matrix as a file gives it. */
export interface Dense {
  readonly n: number;
  /** n×n, row-major. */
  readonly entries: Float64Array;
  /** The file holds the lower triangle alone, and zeros stand above it. */
  readonly lower: boolean;
}

/** Reads a file of one format; `name` is how messages call it. */
export type Reader = (name: string, chunks: AsyncIterable<Uint8Array>) => Promise<Dense>;

/** One allocation in wasm32. */
const LARGEST = 2 ** 31 - 1;

/** Zeros. @throws InvalidInputError not square  OutOfMemoryError too large, before anything is allocated */
export function allocate(name: string, rows: number, columns: number): Float64Array<ArrayBuffer> {
  if (rows !== columns)
    throw new InvalidInputError(`${name}, shape`, [rows, columns], "as many rows as columns");
  const bytes = 8 * rows * columns;
  if (bytes > LARGEST) throw new OutOfMemoryError(`${name}: a matrix of order ${rows}`, bytes, LARGEST);
  return new Float64Array(rows * columns);
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A finite decimal number. @throws InvalidInputError naming `place` */
export function numberAt(place: () => string, text: string): number {
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) throw new InvalidInputError(place(), text, "a finite number");
  return value;
}
