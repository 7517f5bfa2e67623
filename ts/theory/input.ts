import { InvalidInputError } from "../base/errors.js";

/** @throws InvalidInputError unless `p` is a whole number from 2. */
export function checkDegree(p: number): void {
  if (!Number.isSafeInteger(p) || p < 2) throw new InvalidInputError("p", p, "a whole number ≥ 2");
}

/** @throws InvalidInputError unless `value` counts negative eigenvalues: a whole number from 0. */
export function checkIndex(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new InvalidInputError(name, value, "a whole number ≥ 0");
}

/** @throws InvalidInputError for NaN and the infinities. */
export function checkFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new InvalidInputError(name, value, "a finite number");
}
