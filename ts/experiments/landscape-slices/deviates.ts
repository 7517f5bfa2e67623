import type { Stream } from "../../base/random.js";

const SUMMED = 12;

/**
 * Deviates of mean 0, variance 1 and fourth moment 2.9: sums of twelve uniform ones, since the logarithm that normal ones
 * take differs between engines, and a shard's bits may not.
 */
export function deviates(stream: Stream, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => {
    let sum = -SUMMED / 2;
    for (let term = 0; term < SUMMED; term++) sum += stream.uniform();
    return sum;
  });
}
