import {
  InvalidInputError,
  type LosscapeError,
  NotConvergedError,
  OutOfMemoryError,
  PoisonedError,
} from "../base/errors.js";
import type { Buffer } from "./generated/losscape_wasm.js";
import { core, coreMemory } from "./loader.js";

export type Core = ReturnType<typeof core>;

/** wasm32 addresses 4 GiB, of which one allocation can have half. */
const ADDRESSABLE = 2 ** 32;
const LARGEST_ALLOCATION = 2 ** 31 - 1;

let poisoned: PoisonedError | undefined;

/**
 * Calls into the core; an error of the core is thrown as its class.
 *
 * A trap means that the core panicked half-way: its memory is not used again, and every later call throws the same
 * `PoisonedError`.
 */
export function call<T>(work: (core: Core) => T): T {
  const glue = core();
  if (poisoned !== undefined) throw poisoned;
  try {
    return work(glue);
  } catch (error) {
    if (isTrap(error)) {
      poisoned = new PoisonedError(glue.panicMessage() || error.message);
      throw poisoned;
    }
    throw fromCore(error);
  }
}

/** Refuses allocations that exceed the limits of wasm32 whatever else is in its memory. */
export function checkFits(what: string, bytes: readonly number[]): void {
  const largest = Math.max(...bytes);
  if (largest > LARGEST_ALLOCATION) throw new OutOfMemoryError(what, largest, LARGEST_ALLOCATION);
  const total = bytes.reduce((sum, each) => sum + each, 0);
  if (total > ADDRESSABLE) throw new OutOfMemoryError(what, total, ADDRESSABLE);
}

/** A copy of `values` in the core. */
export function fill(glue: Core, values: Float64Array): Buffer {
  checkFits("an array", [values.byteLength]);
  const buffer = new glue.Buffer(values.length);
  new Float64Array(coreMemory().buffer, buffer.address, values.length).set(values);
  return buffer;
}

/** Copies `values` into the core for the time of `work`. */
export function withBuffer<T>(values: Float64Array, work: (core: Core, buffer: Buffer) => T): T {
  return call((glue) => {
    const buffer = fill(glue, values);
    try {
      const result = work(glue, buffer);
      buffer.free();
      return result;
    } catch (error) {
      // Freeing in an instance that trapped would trap again and hide the first error.
      if (!isTrap(error)) buffer.free();
      throw error;
    }
  });
}

function isTrap(error: unknown): error is Error {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

/** The fields are those of `to_js` in crates/wasm/src/error.rs. */
interface CoreError {
  readonly code: "invalid-input" | "out-of-memory" | "not-converged";
  readonly argument: string;
  readonly value: string;
  readonly expected: string;
  readonly what: string;
  readonly requested: number;
}

function fromCore(error: unknown): unknown {
  if (typeof error !== "object" || error === null || error instanceof Error || !("code" in error))
    return error;
  return rebuild(error as CoreError);
}

function rebuild(error: CoreError): LosscapeError {
  switch (error.code) {
    case "invalid-input":
      return new InvalidInputError(error.argument, numberOrText(error.value), error.expected);
    case "out-of-memory": {
      const free = ADDRESSABLE - coreMemory().buffer.byteLength;
      return new OutOfMemoryError(error.what, error.requested, Math.min(LARGEST_ALLOCATION, free));
    }
    case "not-converged":
      return new NotConvergedError(error.what);
  }
}

/** The number that Rust printed, or its text where it is none. */
function numberOrText(printed: string): number | string {
  const value = Number(printed.replace(/^(-?)inf$/, "$1Infinity"));
  return Number.isNaN(value) && printed !== "NaN" ? printed : value;
}
