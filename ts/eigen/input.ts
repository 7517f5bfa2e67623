import { type Numbers, type Rows, toDoubles, toSquare } from "../base/arrays.js";
import { InvalidInputError } from "../base/errors.js";
import { boolean, type FieldsOf, number, optional, wholeNumber } from "../base/schema.js";
import { type Core, fill, release } from "../wasm/call.js";
import type { Buffer } from "../wasm/generated/losscape_wasm.js";
import {
  copyIn,
  type GivenMatrix,
  SymmetricMatrix,
  type SymmetryOptions,
  symmetryFields,
  transposed,
} from "./matrix.js";
import { type Range, range } from "./range.js";

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

export interface ShiftOptions {
  /** What eigenvalues are compared with; 0 by default. */
  readonly shift?: number | undefined;
  /** The half-width t of the interval of zeros: `zero` counts s − t ≤ λ < s + t; 0 by default, where only exact zeros of the factorisation count. */
  readonly tolerance?: number | undefined;
}

export const matrixFields = {
  ...symmetryFields,
  consume: boolean({ default: false }),
} satisfies FieldsOf<MatrixOptions>;

export const batchFields = {
  n: wholeNumber({ min: 1, max: 2 ** 16 - 1 }),
} satisfies FieldsOf<BatchOptions>;

export const rangeField = { range: optional(range) } satisfies FieldsOf<RangeOption>;

export const shiftFields = {
  shift: number({ default: 0 }),
  tolerance: number({ min: 0, default: 0 }),
} satisfies FieldsOf<ShiftOptions>;

/** A matrix, or the matrices of a batch. */
export interface Input {
  /** The order of each. */
  readonly n: number;
  /** How many a batch has. */
  readonly count?: number | undefined;
  /** What they take in the core. */
  readonly bytes: number;
  /** Puts them there for the time of `work`, which may take their contents. */
  readonly lend: <T>(core: Core, work: (matrices: Buffer) => T) => T;
}

export function matrixInput(
  given: GivenMatrix | SymmetricMatrix,
  { symmetryTolerance, lower = true, consume }: MatrixOptions,
): Input {
  if (given instanceof SymmetricMatrix) {
    if (!lower) throw new InvalidInputError("lower", lower, "true where `a` is a SymmetricMatrix");
    const { n, handle } = given;
    // Here, so that a freed matrix is refused before memory is allocated.
    const buffer = handle.object;
    return {
      n,
      bytes: 8 * n * n,
      lend(_, work) {
        if (!consume) return lent(buffer.copy(), work);
        const result = work(buffer);
        handle.free();
        return result;
      },
    };
  }
  const square = toSquare("a", given, "a SymmetricMatrix");
  if (consume) throw new InvalidInputError("consume", consume, "false where `a` is no SymmetricMatrix");
  const { n } = square;
  const a = lower ? square.a : transposed(square.a, n);
  // The solvers themselves check the triangle that they read.
  const copy = (core: Core) =>
    symmetryTolerance === undefined ? fill(core, a) : copyIn(a, n, symmetryTolerance);
  return { n, bytes: a.byteLength, lend: (core, work) => lent(copy(core), work) };
}

export function batchInput(given: Numbers | Rows, { n }: BatchOptions): Input {
  const matrices = toDoubles("matrices", given);
  const { length, byteLength } = matrices;
  if (length % (n * n) !== 0)
    throw new InvalidInputError("matrices.length", length, `a multiple of n² = ${n * n}`);
  const count = length / (n * n);
  return { n, count, bytes: byteLength, lend: (core, work) => lent(fill(core, matrices), work) };
}

function lent<T>(buffer: Buffer, work: (matrices: Buffer) => T): T {
  try {
    return work(buffer);
  } finally {
    release(buffer);
  }
}
