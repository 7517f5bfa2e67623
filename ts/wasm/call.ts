import { OutOfMemoryError, PoisonedError } from "../base/errors.js";
import { fromCore } from "./errors.js";
import type { Buffer } from "./generated/losscape_wasm.js";
import { checkFits } from "./limits.js";
import { core, coreMemory } from "./loader.js";

export type Core = ReturnType<typeof core>;

let poisoned: PoisonedError | undefined;

/**
 * Calls into the core; an error of the core is thrown as its class.
 *
 * A trap means that the core panicked half-way: its memory is not used again, and every later call throws the same
 * `PoisonedError`. `work` holds no code of a caller, whose errors would be taken for the core's.
 */
export function call<T>(work: (core: Core) => T): T {
  const glue = core();
  if (poisoned !== undefined) throw poisoned;
  try {
    return work(glue);
  } catch (error) {
    throw typed(error);
  }
}

/**
 * Frees an object of the core, and throws nothing: whoever frees has a result or an error already. In an instance that
 * trapped nothing is freed; a trap here is what the next call says.
 */
export function release(object: { free(): void }): void {
  if (poisoned !== undefined) return;
  try {
    object.free();
  } catch (error) {
    poisoned = new PoisonedError(String(error));
  }
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
  const buffer = call((glue) => fill(glue, values));
  try {
    return call((glue) => work(glue, buffer));
  } finally {
    release(buffer);
  }
}

function typed(error: unknown): unknown {
  if (isTrap(error)) {
    poisoned = new PoisonedError(error.message);
    return poisoned;
  }
  // An array of JavaScript that could not be made, in the glue or around it: the core is whole.
  if (error instanceof RangeError)
    return new OutOfMemoryError("an array in JavaScript", undefined, undefined, { cause: error });
  return fromCore(error);
}

/** A stack that overflowed may have cut the core short, as a panic does. */
function isTrap(error: unknown): error is Error {
  if (error instanceof WebAssembly.RuntimeError) return true;
  return (
    error instanceof Error &&
    (error instanceof RangeError || error.name === "InternalError") &&
    /call stack|too much recursion/i.test(error.message)
  );
}
