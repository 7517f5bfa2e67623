import { OutOfMemoryError } from "../base/errors.js";
import { coreMemory } from "./loader.js";

/** wasm32 addresses 4 GiB, of which one allocation can have half. */
const ADDRESSABLE = 2 ** 32;
const LARGEST_ALLOCATION = 2 ** 31 - 1;

/** Refuses allocations that exceed the limits of wasm32 whatever else is in its memory. */
export function checkFits(what: string, bytes: readonly number[]): void {
  const largest = Math.max(...bytes);
  if (largest > LARGEST_ALLOCATION) throw new OutOfMemoryError(what, largest, LARGEST_ALLOCATION);
  const total = bytes.reduce((sum, each) => sum + each, 0);
  if (total > ADDRESSABLE) throw new OutOfMemoryError(what, total, ADDRESSABLE);
}

/** Bytes that one more allocation can have at most. */
export function available(): number {
  return Math.min(LARGEST_ALLOCATION, ADDRESSABLE - coreMemory().buffer.byteLength);
}
