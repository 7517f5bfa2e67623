import { type Numbers, type Rows, toSquare } from "../base/arrays.js";
import { InvalidInputError } from "../base/errors.js";
import { boolean, type FieldsOf, number, object, optional } from "../base/schema.js";
import { call, fill, release } from "../wasm/call.js";
import type { Buffer } from "../wasm/generated/losscape_wasm.js";
import { Handle } from "../wasm/handle.js";
import { coreMemory } from "../wasm/loader.js";

/** An n×n matrix: n² numbers, row-major, or n rows of n. */
export type GivenMatrix = Numbers | Rows;

export interface SymmetryOptions {
  /**
   * Checks that the whole matrix is finite and |a[i, j] − a[j, i]| ≤ symmetryTolerance·max|a|. Without it only the lower
   * triangle is read, and nothing is asked of the upper one.
   */
  readonly symmetryTolerance?: number | undefined;
  /** Which triangle is read: the lower one (true, the default), or the upper one, of which a transposed copy is made. */
  readonly lower?: boolean | undefined;
}

export const symmetryTolerance = number({ min: 0 });

export const symmetryFields = {
  symmetryTolerance: optional(symmetryTolerance),
  lower: boolean({ default: true }),
} satisfies FieldsOf<SymmetryOptions>;

const options = object(symmetryFields);

/**
 * A symmetric matrix in WASM memory (8n² bytes) until `free()`; one that is forgotten is freed when it is collected.
 *
 * The eigen-solvers take it in the place of a `Float64Array`, without the copy from JavaScript.
 *
 * @example
 * await init();
 * const matrix = SymmetricMatrix.from(Float64Array.of(2, 1, 1, 2));
 * eigvalsh(matrix); // Float64Array [1, 3]
 * matrix.free();
 */
export class SymmetricMatrix {
  readonly #n: number;
  readonly #handle: Handle<Buffer>;

  private constructor(n: number, buffer: Buffer) {
    this.#n = n;
    this.#handle = new Handle("SymmetricMatrix", buffer);
  }

  /**
   * Copies a matrix into WASM memory.
   *
   * @param matrix  n×n, row-major, as n² numbers or as rows; only the lower triangle is read, unless `symmetryTolerance` is given.
   * @throws   InvalidInputError  a length that is no square, an entry that is not finite, entries that differ from their mirror images by more than `symmetryTolerance` allows (it names them), an unknown option.
   * @throws   OutOfMemoryError   8n² bytes do not fit.
   */
  static from(matrix: GivenMatrix, given: SymmetryOptions = {}): SymmetricMatrix {
    const { symmetryTolerance, lower } = options.parse(given);
    const { a: square, n } = toSquare("a", matrix);
    const a = lower ? square : transposed(square, n);
    return new SymmetricMatrix(n, copyIn(a, n, symmetryTolerance));
  }

  /** @internal The n×n matrix whose lower triangle is in `buffer`. */
  static adopt(n: number, buffer: Buffer): SymmetricMatrix {
    return new SymmetricMatrix(n, buffer);
  }

  /** The order. */
  get n(): number {
    return this.#n;
  }

  /** @internal */
  get handle(): Handle<Buffer> {
    return this.#handle;
  }

  /** A copy: n×n, row-major, both triangles. */
  toArray(): Float64Array {
    const { n } = this;
    const a = new Float64Array(coreMemory().buffer, this.handle.object.address, n * n).slice();
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) a[j * n + i] = a[i * n + j] as number;
    return a;
  }

  /** Frees the matrix. Idempotent; any later use throws `DisposedError`. */
  free(): void {
    this.handle.free();
  }

  [Symbol.dispose](): void {
    this.free();
  }
}

/** A copy of a matrix in the core: finite, and symmetric where a tolerance is given. */
export function copyIn(a: Float64Array, n: number, symmetryTolerance: number | undefined): Buffer {
  return call((core) => {
    const buffer = fill(core, a);
    try {
      if (symmetryTolerance === undefined) buffer.checkLower(n);
      else buffer.checkSymmetric(n, symmetryTolerance);
      return buffer;
    } catch (error) {
      release(buffer);
      throw error;
    }
  });
}

/** The transposed matrix, whose lower triangle is the upper one of `a`. @throws InvalidInputError naming an entry of `a` there */
export function transposed(a: Float64Array, n: number): Float64Array {
  const copy = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const entry = a[i * n + j] as number;
      // Here, because the core would name the place in the copy.
      if (j >= i && !Number.isFinite(entry))
        throw new InvalidInputError(`a[${i}, ${j}]`, entry, "a finite number");
      copy[j * n + i] = entry;
    }
  return copy;
}
