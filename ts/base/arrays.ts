import { InvalidInputError } from "./errors.js";

/** Checks of arrays of doubles; each throws an `InvalidInputError` that names the argument, its value and what is allowed. */

/**
 * A `Float64Array` of any realm: one of an iframe, of `node:vm` or of a test runner's page is no instance of ours.
 *
 * @param alternative  what else the argument may be: "a SymmetricMatrix"
 */
export function checkFloat64Array(argument: string, value: unknown, alternative = ""): Float64Array {
  const or = alternative === "" ? "" : ` or ${alternative}`;
  if (!isFloat64Array(value)) throw new InvalidInputError(argument, value, `a Float64Array${or}`);
  if (isDetached(value))
    throw new InvalidInputError(argument, value, "a Float64Array whose buffer was not transferred away");
  return value;
}

export function isFloat64Array(value: unknown): value is Float64Array {
  if (value instanceof Float64Array) return true;
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === "[object Float64Array]";
}

/** A detached buffer has no bytes, and a view of it throws; an empty one has none either, and does not. */
function isDetached({ byteLength, buffer }: Float64Array): boolean {
  if (byteLength > 0) return false;
  try {
    new Uint8Array(buffer);
    return false;
  } catch {
    return true;
  }
}

/** The order n of a matrix of n² entries. */
export function checkSquare(argument: string, value: unknown): number {
  const { length } = checkFloat64Array(argument, value);
  const n = Math.round(Math.sqrt(length));
  if (n * n !== length)
    throw new InvalidInputError(`${argument}.length`, length, "a square number, n² for an n×n matrix");
  return n;
}

/** All finite; of `length` entries where it is given. */
export function checkVector(argument: string, value: unknown, length?: number): Float64Array {
  const vector = checkFloat64Array(argument, value);
  if (length !== undefined && vector.length !== length)
    throw new InvalidInputError(`${argument}.length`, vector.length, String(length));
  if (allFinite(vector)) return vector;
  const bad = vector.findIndex((entry) => !Number.isFinite(entry));
  throw new InvalidInputError(`${argument}[${bad}]`, vector[bad], "a finite number");
}

/** Whether all entries are; by a sum, as `every` would take longer than the energy of 20 spins. */
export function allFinite(values: Float64Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += 0 * (values[i] as number);
  return sum === 0;
}
