import { InvalidInputError } from "./errors.js";
import { withBuffer } from "./wasm/call.js";

/**
 * The eigenvalues of a symmetric matrix, in ascending order.
 *
 * Householder tridiagonalisation in blocks, then square-root-free QL.
 *
 * @param a  n×n, row-major, `Float64Array` of length n²; only the lower triangle is read.
 * @returns  n values, ascending; within 10·n·(eps·‖a‖₂ + 5e-324) of the exact ones.
 * @throws   InvalidInputError   a length that is no square, a NaN or an infinity (it names the entry).
 * @throws   OutOfMemoryError    before any work, when the working copy (8n² bytes) does not fit.
 * @throws   NotInitialisedError before `await init()`.
 *
 * Cost: 4n³/3 flops, 8n² bytes. The same bits on every engine.
 * Source: Golub, Van Loan, Matrix Computations (2013), 8.3; Parlett, The Symmetric Eigenvalue Problem (1998), ch. 7–8.
 *
 * @example
 * await init();
 * eigvalsh(Float64Array.of(2, 1, 1, 2)); // Float64Array [1, 3]
 */
export function eigvalsh(a: Float64Array): Float64Array {
  if (!(a instanceof Float64Array)) throw new InvalidInputError("a", a, "a Float64Array");
  const n = Math.round(Math.sqrt(a.length));
  if (n * n !== a.length)
    throw new InvalidInputError("a.length", a.length, "a square number, n² for an n×n matrix");
  return withBuffer(a, (core, matrix) => core.eigvalsh(matrix, n));
}
