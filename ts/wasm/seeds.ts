import { call } from "./call.js";

/** A seed for the part of the work that two whole numbers below 2^32 name, derived from the run's own. */
export function deriveSeed(seed: string, first: number, second: number): bigint {
  return call((core) => core.deriveSeed(BigInt(seed), first, second));
}

/** Standard normal inputs of so many paths on a sample: a stream of the seed and the sample's number. */
export function pathInputs(seed: string, sample: number, count: number): Float64Array {
  return call((core) => core.pathInputs(BigInt(seed), sample, count));
}
