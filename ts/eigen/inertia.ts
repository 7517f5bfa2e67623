import type { Numbers, Rows } from "../base/arrays.js";
import type { WatchOptions } from "../wasm/job.js";
import { eigenCalls } from "./calls.js";
import { type BatchOptions, type MatrixOptions, type ShiftOptions, shiftFields } from "./input.js";
import type { GivenMatrix, SymmetricMatrix } from "./matrix.js";

/** How many eigenvalues lie below, within the tolerance of, and above the shift. */
export interface Inertia {
  readonly negative: number;
  readonly zero: number;
  readonly positive: number;
}

/** An `Inertia` a matrix of a batch. */
export interface BatchedInertia {
  readonly negative: Uint32Array;
  readonly zero: Uint32Array;
  readonly positive: Uint32Array;
}

/**
 * How many eigenvalues of a symmetric matrix are below, at and above a shift, without computing them.
 *
 * Bunch–Kaufman LDLᵀ of a − shift·I: D has the signs of the eigenvalues (Sylvester). With a tolerance t > 0, two of
 * them: negative = ν(s−t) and zero = ν(s+t) − ν(s−t), where ν counts the eigenvalues below its argument.
 *
 * @param a  n×n, row-major, as n² numbers or as rows, which are left as they are, or a `SymmetricMatrix`; only the lower triangle is read (the upper with `lower: false`), unless `symmetryTolerance` is given.
 * @returns  counts that sum to n: those of a matrix within 10·n·eps·‖a‖ of `a`, so that an eigenvalue so near to an end may be counted on its other side.
 * @throws   InvalidInputError  a bad matrix as in `eigvalsh`, a shift that is not finite, a tolerance that is negative.
 * @throws   OutOfMemoryError   before any work, when the working copy (8n² bytes) and the rest do not fit.
 * @throws   DisposedError      a `SymmetricMatrix` that was freed.
 *
 * Cost: n³/3 flops, and as much again with a tolerance. Strict build: the same counts on every engine.
 * Source: Bunch, Kaufman, Math. Comp. 31 (1977) 163.
 *
 * @example
 * await init();
 * inertia(Float64Array.of(1, 2, 2, 1)); // { negative: 1, zero: 0, positive: 1 }
 * inertia(Float64Array.of(1, 2, 2, 1), { shift: 3, tolerance: 1e-9 }).zero; // 1
 */
export function inertia(a: GivenMatrix | SymmetricMatrix, given: MatrixOptions & ShiftOptions = {}): Inertia {
  return calls.one(a, given);
}

/**
 * `inertia` in pieces of some tens of milliseconds, between which the event loop has its turn.
 *
 * @throws AbortedError  the signal fired; `.partial` is undefined. The others are those of `inertia`.
 */
export async function inertiaAsync(
  a: GivenMatrix | SymmetricMatrix,
  given: MatrixOptions & ShiftOptions & WatchOptions = {},
): Promise<Inertia> {
  return calls.oneInTurns(a, given);
}

/**
 * The inertias of many symmetric matrices of one order, in one crossing into WASM.
 *
 * @param matrices  B matrices one after another, B·n² numbers; each is read as by `inertia`.
 * @returns  three counts a matrix: those of `inertia`.
 * @throws   InvalidInputError  as `inertia`, which names an entry as "matrices[b][i, j]".
 * @throws   OutOfMemoryError   before any work, when the working copy (8·B·n² bytes) and the rest do not fit.
 *
 * Cost: B times that of `inertia`; working memory is allocated once.
 *
 * @example
 * await init();
 * inertiaBatch(Float64Array.of(1, 2, 2, 1, 5, 0, 0, 4), { n: 2 }).negative; // Uint32Array [1, 0]
 */
export function inertiaBatch(matrices: Numbers | Rows, given: BatchOptions & ShiftOptions): BatchedInertia {
  return calls.batch(matrices, given);
}

/**
 * `inertiaBatch` in pieces, as `inertiaAsync` is of `inertia`.
 *
 * @throws AbortedError  the signal fired; `.partial` holds the counts of the matrices that were done.
 */
export async function inertiaBatchAsync(
  matrices: Numbers | Rows,
  given: BatchOptions & ShiftOptions & WatchOptions,
): Promise<BatchedInertia> {
  return calls.batchInTurns(matrices, given);
}

const calls = eigenCalls("inertia", {
  fields: shiftFields,
  columns: { negative: "uint32", zero: "uint32", positive: "uint32" },
  readOne: ({ negative, zero, positive }): Inertia => ({
    negative: negative[0] as number,
    zero: zero[0] as number,
    positive: positive[0] as number,
  }),
  readBatch: (found): BatchedInertia => found,
  atDesk:
    ({ shift, tolerance }) =>
    (desk, n) =>
      desk.inertia(n, shift, tolerance),
  job: ({ shift, tolerance }) => ({
    begin: (core, matrices, buffer) => core.Job.inertias({ ...matrices, shift, tolerance }, buffer),
  }),
});
