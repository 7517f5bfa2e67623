import { InvalidInputError } from "./errors.js";

/** Checks of arguments; each throws an `InvalidInputError` that names the argument, its value and what is allowed. */

export function checkWholeNumber(argument: string, value: unknown, min: number, max: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max)
    throw new InvalidInputError(argument, value, `a whole number from ${min} to ${max}`);
  return value;
}

export function checkPositive(argument: string, value: unknown): number {
  if (typeof value !== "number" || !(value > 0 && value < Infinity))
    throw new InvalidInputError(argument, value, "a number above 0");
  return value;
}

export function checkNotNegative(argument: string, value: unknown): number {
  if (typeof value !== "number" || !(value >= 0 && value < Infinity))
    throw new InvalidInputError(argument, value, "a number of at least 0");
  return value;
}

export function checkFinite(argument: string, value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new InvalidInputError(argument, value, "a finite number");
  return value;
}

/** The order n of a matrix of n² entries. */
export function checkSquare(argument: string, value: unknown): number {
  if (!(value instanceof Float64Array)) throw new InvalidInputError(argument, value, "a Float64Array");
  const n = Math.round(Math.sqrt(value.length));
  if (n * n !== value.length)
    throw new InvalidInputError(`${argument}.length`, value.length, "a square number, n² for an n×n matrix");
  return n;
}

/** A `Float64Array`, all finite; of `length` entries where it is given. */
export function checkVector(argument: string, value: unknown, length?: number): Float64Array {
  if (!(value instanceof Float64Array)) throw new InvalidInputError(argument, value, "a Float64Array");
  if (length !== undefined && value.length !== length)
    throw new InvalidInputError(`${argument}.length`, value.length, String(length));
  const bad = value.findIndex((entry) => !Number.isFinite(entry));
  if (bad !== -1) throw new InvalidInputError(`${argument}[${bad}]`, value[bad], "a finite number");
  return value;
}

export function checkChoice<T extends string>(argument: string, value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((entry) => entry === value);
  if (found === undefined)
    throw new InvalidInputError(argument, value, allowed.map((entry) => JSON.stringify(entry)).join(" or "));
  return found;
}

/** An options object without keys that mean nothing; one inside another is named by its path. */
export function checkOptions(value: unknown, keys: readonly string[], path = ""): void {
  if (typeof value !== "object" || value === null)
    throw new InvalidInputError(path || "options", value, `an object with the keys ${keys.join(", ")}`);
  for (const [key, entry] of Object.entries(value))
    if (!keys.includes(key))
      throw new InvalidInputError(
        path ? `${path}.${key}` : key,
        entry,
        `no such option; the options are ${keys.join(", ")}`,
      );
}

/** What a call is watched and cancelled by, where it is given. */
export function checkWatch({ signal, onProgress }: { signal?: unknown; onProgress?: unknown }): void {
  if (signal !== undefined && typeof (signal as AbortSignal | null)?.aborted !== "boolean")
    throw new InvalidInputError("signal", signal, "an AbortSignal");
  if (onProgress !== undefined && typeof onProgress !== "function")
    throw new InvalidInputError("onProgress", onProgress, "a function");
}
