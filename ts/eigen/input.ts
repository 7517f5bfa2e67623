import { checkNotNegative, checkSquare, checkWholeNumber } from "../base/check.js";
import { InvalidInputError } from "../base/errors.js";
import { type Core, fill } from "../wasm/call.js";
import type { Buffer } from "../wasm/generated/losscape_wasm.js";
import { copyIn, SymmetricMatrix, type SymmetryOptions } from "./matrix.js";
import type { Range } from "./range.js";

export interface MatrixOptions extends SymmetryOptions {
  /** Works in the memory of the `SymmetricMatrix` that was given, which is freed, and not in a copy of it. */
  readonly consume?: boolean | undefined;
}

export interface BatchOptions {
  /** The order of every matrix. */
  readonly n: number;
}

export interface RangeOption {
  /** Which eigenvalues: all of them, where this is absent. */
  readonly range?: Range | undefined;
}

export const MATRIX_KEYS = ["symmetryTolerance", "consume"] as const;

/** A matrix, or the matrices of a batch. */
export interface Input {
  /** The order of each. */
  readonly n: number;
  readonly count: number;
  readonly batch: boolean;
  /** What they take in the core. */
  readonly bytes: number;
  /** Puts them there. */
  readonly matrices: (core: Core) => Buffer;
}

export function matrixInput(
  a: Float64Array | SymmetricMatrix,
  { symmetryTolerance, consume = false }: MatrixOptions,
): Input {
  if (symmetryTolerance !== undefined) checkNotNegative("symmetryTolerance", symmetryTolerance);
  if (typeof consume !== "boolean") throw new InvalidInputError("consume", consume, "true or false");
  if (a instanceof SymmetricMatrix) {
    const { n, handle } = a;
    // Here, so that a freed matrix is refused before memory is allocated.
    const buffer = handle.object;
    const matrices = () => (consume ? handle.take() : buffer.copy());
    return { n, count: 1, batch: false, bytes: 8 * n * n, matrices };
  }
  if (!(a instanceof Float64Array))
    throw new InvalidInputError("a", a, "a Float64Array or a SymmetricMatrix");
  if (consume) throw new InvalidInputError("consume", consume, "false where `a` is no SymmetricMatrix");
  const n = checkSquare("a", a);
  // The solvers themselves check the triangle that they read.
  const matrices = (core: Core) =>
    symmetryTolerance === undefined ? fill(core, a) : copyIn(a, n, symmetryTolerance);
  return { n, count: 1, batch: false, bytes: a.byteLength, matrices };
}

export function batchInput(matrices: Float64Array, options: BatchOptions): Input {
  if (!(matrices instanceof Float64Array))
    throw new InvalidInputError("matrices", matrices, "a Float64Array");
  const n = checkWholeNumber("n", options.n, 1, 2 ** 16 - 1);
  if (matrices.length % (n * n) !== 0)
    throw new InvalidInputError("matrices.length", matrices.length, `a multiple of n² = ${n * n}`);
  const count = matrices.length / (n * n);
  return { n, count, batch: true, bytes: matrices.byteLength, matrices: (core) => fill(core, matrices) };
}
