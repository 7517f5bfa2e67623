import type { Numbers, Rows } from "../base/arrays.js";
import type { WatchOptions } from "../wasm/job.js";
import { eigenCalls } from "./calls.js";
import { type BatchOptions, type MatrixOptions, type RangeOption, rangeField } from "./input.js";
import type { GivenMatrix, SymmetricMatrix } from "./matrix.js";
import { rangeSettings } from "./range.js";

/** Eigenvalues of the matrices of a batch, one after another. */
export interface BatchedEigenvalues {
  readonly values: Float64Array;
  /** Those of matrix b are `values.subarray(offsets[b], offsets[b + 1])`. */
  readonly offsets: Uint32Array;
}

/**
 * The eigenvalues of a symmetric matrix, in ascending order: all, or those of a range.
 *
 * Householder tridiagonalisation, then square-root-free QL; a range by bisection.
 *
 * @param a  n×n, row-major, as n² numbers or as rows, which are left as they are, or a `SymmetricMatrix`; only the lower triangle is read (the upper with `lower: false`), unless `symmetryTolerance` is given.
 * @returns  n values, or those of `range`, ascending; within 10·n·(eps·‖a‖₂ + 5e-324) of the exact ones.
 * @throws   InvalidInputError  a length that is no square, a NaN or an infinity (it names the entry), entries that differ from their mirror images by more than `symmetryTolerance` allows, a range out of bounds, an unknown option.
 * @throws   OutOfMemoryError   before any work, when the working copy (8n² bytes) and the rest do not fit.
 * @throws   DisposedError      a `SymmetricMatrix` that was freed.
 *
 * Cost: 4n³/3 flops, 8n² bytes. Strict build: the same bits on every engine.
 * Source: Golub, Van Loan, Matrix Computations (2013), 8.3; Parlett, The Symmetric Eigenvalue Problem (1998), ch. 7–8.
 *
 * @example
 * await init();
 * const a = Float64Array.of(2, 1, 1, 2);
 * eigvalsh(a); // Float64Array [1, 3]
 * eigvalsh(a, { range: { index: [0, 1] } }); // Float64Array [1]
 * eigvalsh(a, { range: { value: [2, Infinity] } }); // Float64Array [3]
 */
export function eigvalsh(
  a: GivenMatrix | SymmetricMatrix,
  given: MatrixOptions & RangeOption = {},
): Float64Array {
  return calls.one(a, given);
}

/**
 * `eigvalsh` in pieces of some tens of milliseconds, between which the event loop has its turn.
 *
 * The values are those of `eigvalsh`, to the bit. The matrix is copied before the function returns its promise.
 *
 * @throws AbortedError  the signal fired; `.partial` is undefined. The others are those of `eigvalsh`.
 *
 * @example
 * await init();
 * await eigvalshAsync(Float64Array.of(2, 1, 1, 2), { signal: AbortSignal.timeout(10_000) }); // Float64Array [1, 3]
 */
export async function eigvalshAsync(
  a: GivenMatrix | SymmetricMatrix,
  given: MatrixOptions & RangeOption & WatchOptions = {},
): Promise<Float64Array> {
  return calls.oneInTurns(a, given);
}

/**
 * The eigenvalues of many symmetric matrices of one order, in one crossing into WASM.
 *
 * @param matrices  B matrices one after another, B·n² numbers; each is read as by `eigvalsh`.
 * @returns  what `eigvalsh` returns of each, to the bit, and where each begins.
 * @throws   InvalidInputError  as `eigvalsh`, which names an entry as "matrices[b][i, j]".
 * @throws   OutOfMemoryError   before any work, when the working copy (8·B·n² bytes) and the rest do not fit.
 *
 * Cost: B times that of `eigvalsh`; working memory is allocated once.
 *
 * @example
 * await init();
 * const { values, offsets } = eigvalshBatch(Float64Array.of(2, 1, 1, 2, 5, 0, 0, 4), { n: 2 });
 * values; // Float64Array [1, 3, 4, 5]
 * values.subarray(offsets[1], offsets[2]); // Float64Array [4, 5]
 */
export function eigvalshBatch(
  matrices: Numbers | Rows,
  given: BatchOptions & RangeOption,
): BatchedEigenvalues {
  return calls.batch(matrices, given);
}

/**
 * `eigvalshBatch` in pieces, as `eigvalshAsync` is of `eigvalsh`.
 *
 * @throws AbortedError  the signal fired; `.partial` holds the eigenvalues of the matrices that were done.
 */
export async function eigvalshBatchAsync(
  matrices: Numbers | Rows,
  given: BatchOptions & RangeOption & WatchOptions,
): Promise<BatchedEigenvalues> {
  return calls.batchInTurns(matrices, given);
}

const calls = eigenCalls("eigvalsh", {
  fields: rangeField,
  columns: { values: "float64", offsets: "uint32" },
  readOne: ({ values }): Float64Array => values,
  readBatch: ({ values, offsets }): BatchedEigenvalues => ({ values, offsets }),
  atDesk: ({ range }) => (range === undefined ? (desk, n) => desk.eigenvalues(n) : undefined),
  job(options, n) {
    const range = rangeSettings(options.range, n);
    return { begin: (core, matrices, buffer) => core.Job.eigenvalues({ ...matrices, range }, buffer) };
  },
});
