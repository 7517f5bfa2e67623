import { checkFinite, checkNotNegative, checkOptions } from "../base/check.js";
import type { Core } from "../wasm/call.js";
import type { EigenJob } from "../wasm/generated/losscape_wasm.js";
import {
  type BatchOptions,
  batchInput,
  type Input,
  MATRIX_KEYS,
  type MatrixOptions,
  matrixInput,
} from "./input.js";
import { solve, WATCH_KEYS, type WatchOptions, type Work, watch } from "./job.js";
import type { SymmetricMatrix } from "./matrix.js";

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

export interface ShiftOptions {
  /** What eigenvalues are compared with; 0 by default. */
  readonly shift?: number | undefined;
  /** The half-width t of the interval of zeros: `zero` counts s − t ≤ λ < s + t; 0 by default, where only exact zeros of the factorisation count. */
  readonly tolerance?: number | undefined;
}

const SHIFT_KEYS = ["shift", "tolerance"] as const;
const KEYS = [...SHIFT_KEYS, ...MATRIX_KEYS];

/**
 * How many eigenvalues of a symmetric matrix are below, at and above a shift, without computing them.
 *
 * Bunch–Kaufman LDLᵀ of a − shift·I: D has the signs of the eigenvalues (Sylvester). With a tolerance t > 0, two of
 * them: negative = ν(s−t) and zero = ν(s+t) − ν(s−t), where ν counts the eigenvalues below its argument.
 *
 * @param a  n×n, row-major, `Float64Array` of length n² that is left as it is, or a `SymmetricMatrix`; only the lower triangle is read, unless `symmetryTolerance` is given.
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
export function inertia(
  a: Float64Array | SymmetricMatrix,
  options: MatrixOptions & ShiftOptions = {},
): Inertia {
  checkOptions(options, KEYS);
  return solve(work("inertia", matrixInput(a, options), options, readOne));
}

/**
 * `inertia` in pieces of some tens of milliseconds, between which the event loop has its turn.
 *
 * @throws AbortedError  the signal fired; `.partial` is undefined. The others are those of `inertia`.
 */
export async function inertiaAsync(
  a: Float64Array | SymmetricMatrix,
  options: MatrixOptions & ShiftOptions & WatchOptions = {},
): Promise<Inertia> {
  checkOptions(options, [...KEYS, ...WATCH_KEYS]);
  return watch(work("inertiaAsync", matrixInput(a, options), options, readOne), options);
}

/**
 * The inertias of many symmetric matrices of one order, in one crossing into WASM.
 *
 * @param matrices  B matrices one after another, `Float64Array` of length B·n²; each is read as by `inertia`.
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
export function inertiaBatch(matrices: Float64Array, options: BatchOptions & ShiftOptions): BatchedInertia {
  checkOptions(options, ["n", ...SHIFT_KEYS]);
  return solve(work("inertiaBatch", batchInput(matrices, options), options, readBatch));
}

/**
 * `inertiaBatch` in pieces, as `inertiaAsync` is of `inertia`.
 *
 * @throws AbortedError  the signal fired; `.partial` holds the counts of the matrices that were done.
 */
export async function inertiaBatchAsync(
  matrices: Float64Array,
  options: BatchOptions & ShiftOptions & WatchOptions,
): Promise<BatchedInertia> {
  checkOptions(options, ["n", ...SHIFT_KEYS, ...WATCH_KEYS]);
  return watch(work("inertiaBatchAsync", batchInput(matrices, options), options, readBatch), options);
}

function readOne(job: EigenJob): Inertia {
  const [negative, zero, positive] = job.counts() as unknown as [number, number, number];
  return { negative, zero, positive };
}

function readBatch(job: EigenJob): BatchedInertia {
  const counts = job.counts();
  const every = (place: number) => counts.filter((_, at) => at % 3 === place);
  return { negative: every(0), zero: every(1), positive: every(2) };
}

function work<T>(what: string, input: Input, options: ShiftOptions, read: (job: EigenJob) => T): Work<T> {
  const { n, count } = input;
  const shift = checkFinite("shift", options.shift ?? 0);
  const tolerance = checkNotNegative("tolerance", options.tolerance ?? 0);
  const open = (core: Core) => core.EigenJob.ofInertias(n, count, shift, tolerance);
  return { what, input, workingBytes: [], open, read };
}
