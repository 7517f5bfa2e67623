import type { Numbers, Rows } from "../base/arrays.js";
import { wholeNumber } from "../base/schema.js";
import type { EigenRange } from "../wasm/generated/losscape_wasm.js";
import type { WatchOptions } from "../wasm/job.js";
import { eigenCalls } from "./calls.js";
import { type BatchOptions, type MatrixOptions, type RangeOption, rangeField } from "./input.js";
import type { GivenMatrix, SymmetricMatrix } from "./matrix.js";
import { rangeSettings } from "./range.js";

/** Eigenvalues, ascending, and their eigenvectors. */
export class Eigenpairs {
  constructor(
    readonly values: Float64Array,
    /** n×m, column-major: the vector of `values[k]`, of norm 1, is `vector(k)`. */
    readonly vectors: Float64Array,
  ) {}

  /** The eigenvector of `values[k]`: a view of `vectors`. */
  vector(k: number): Float64Array {
    const { values, vectors } = this;
    const place = wholeNumber({ min: 0, max: values.length - 1 }).parse(k, "k");
    const n = vectors.length / values.length;
    return vectors.subarray(place * n, (place + 1) * n);
  }
}

/** Eigenpairs of the matrices of a batch, one after another. */
export interface BatchedEigenpairs extends Omit<Eigenpairs, "vector"> {
  /** The values of matrix b are those from `offsets[b]` to `offsets[b + 1]`; its vectors begin at `n * offsets[b]`. */
  readonly offsets: Uint32Array;
}

/**
 * The eigenvalues of a symmetric matrix, in ascending order, and orthonormal eigenvectors: all, or those of a range.
 *
 * Householder tridiagonalisation; eigenvectors each for itself, by twisted factorisations and inverse iteration, or by divide
 * and conquer up to n = 72 and where many eigenvalues are close; and back-transformation in blocks.
 *
 * @param a  n×n, row-major, as n² numbers or as rows, which are left as they are, or a `SymmetricMatrix`; only the lower triangle is read (the upper with `lower: false`), unless `symmetryTolerance` is given.
 * @returns  m values and m vectors with ‖aV − VΛ‖ ≤ 10·n·eps·‖a‖ and ‖VᵀV − I‖ ≤ 10·n·eps. A vector's sign, and the basis of the space of a multiple eigenvalue, are any, and the same every time.
 * @throws   InvalidInputError  as `eigvalsh`.
 * @throws   OutOfMemoryError   before any work, when the working copy (8n² bytes), the vectors (8nm) and the rest do not fit;
 *           for a range of values, the vectors are counted after the reduction only.
 * @throws   DisposedError      a `SymmetricMatrix` that was freed.
 *
 * Cost: 4n³/3 flops, or up to 8n³/3 where eigenvalues are close, and 2n² a vector. Strict build: the same bits on every engine.
 * Source: Parlett, Dhillon, Linear Algebra Appl. 267 (1997) 247; Gu, Eisenstat, SIAM J. Matrix Anal. Appl. 16 (1995) 172;
 * Golub, Van Loan, Matrix Computations (2013), 8.3–8.4.
 *
 * @example
 * await init();
 * const { values, vectors } = eigh(Float64Array.of(2, 0, 0, 1));
 * values; // Float64Array [1, 2]
 * Math.abs(vectors[1]); // 1
 * eigh([[2, 1], [1, 2]]).vector(1).map(Math.abs); // Float64Array [0.707106781186547…
 */
export function eigh(a: GivenMatrix | SymmetricMatrix, given: MatrixOptions & RangeOption = {}): Eigenpairs {
  return calls.one(a, given);
}

/**
 * `eigh` in pieces of some tens of milliseconds, between which the event loop has its turn.
 *
 * The pairs are those of `eigh`, to the bit. The matrix is copied before the function returns its promise.
 *
 * @throws AbortedError  the signal fired; `.partial` is undefined. The others are those of `eigh`.
 */
export async function eighAsync(
  a: GivenMatrix | SymmetricMatrix,
  given: MatrixOptions & RangeOption & WatchOptions = {},
): Promise<Eigenpairs> {
  return calls.oneInTurns(a, given);
}

/**
 * The eigenpairs of many symmetric matrices of one order, in one crossing into WASM.
 *
 * @param matrices  B matrices one after another, B·n² numbers; each is read as by `eigh`.
 * @returns  what `eigh` returns of each, to the bit, and where each begins.
 * @throws   InvalidInputError  as `eigh`, which names an entry as "matrices[b][i, j]".
 * @throws   OutOfMemoryError   before any work, when the working copy (8·B·n² bytes) and the rest do not fit.
 *
 * Cost: B times that of `eigh`; working memory is allocated once, and vectors take the place of their matrices.
 *
 * @example
 * await init();
 * const { values, vectors, offsets } = eighBatch(Float64Array.of(1, 0, 0, 2, 5, 0, 0, 4), { n: 2 });
 * values; // Float64Array [1, 2, 4, 5]
 * Math.abs(vectors[2 * offsets[1] + 1]); // 1
 */
export function eighBatch(matrices: Numbers | Rows, given: BatchOptions & RangeOption): BatchedEigenpairs {
  return calls.batch(matrices, given);
}

/**
 * `eighBatch` in pieces, as `eighAsync` is of `eigh`.
 *
 * @throws AbortedError  the signal fired; `.partial` holds the eigenpairs of the matrices that were done.
 */
export async function eighBatchAsync(
  matrices: Numbers | Rows,
  given: BatchOptions & RangeOption & WatchOptions,
): Promise<BatchedEigenpairs> {
  return calls.batchInTurns(matrices, given);
}

const calls = eigenCalls("eigh", {
  fields: rangeField,
  columns: { values: "float64", vectors: "float64", offsets: "uint32" },
  readOne: ({ values, vectors }) => new Eigenpairs(values, vectors),
  readBatch: ({ values, vectors, offsets }): BatchedEigenpairs => ({ values, vectors, offsets }),
  atDesk: ({ range }) => (range === undefined ? (desk, n) => desk.eigenpairs(n) : undefined),
  job(options, n) {
    const range = rangeSettings(options.range, n);
    return {
      begin: (core, matrices, buffer) => core.Job.eigenpairs({ ...matrices, range }, buffer),
      workingBytes: workingBytes(range, n),
    };
  },
});

/** At least: the vectors of one matrix, and half as much to find all of them. Those of a range of values are not counted yet. */
function workingBytes(range: EigenRange | undefined, n: number): number[] {
  if (range === undefined) return [8 * n * n, 4 * n * n];
  return range.by === "index" ? [8 * n * (range.high - range.low)] : [];
}
