import type { Stream } from "../../base/random.js";

export function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, entry, place) => sum + entry * (b[place] as number), 0);
}

export const lengthOf = (vector: Float64Array): number => Math.sqrt(dot(vector, vector));

export const scaled = (vector: Float64Array, factor: number): Float64Array =>
  vector.map((entry) => factor * entry);

/** Σ share·vector. */
export function combined(
  ...terms: readonly (readonly [share: number, vector: Float64Array])[]
): Float64Array {
  const sum = new Float64Array(terms[0]?.[1].length ?? 0);
  for (const [share, vector] of terms)
    for (let place = 0; place < sum.length; place++)
      sum[place] = (sum[place] as number) + share * (vector[place] as number);
  return sum;
}

/** What of a vector is orthogonal to another. */
export const across = (vector: Float64Array, other: Float64Array): Float64Array =>
  combined([1, vector], [-dot(vector, other) / dot(other, other), other]);

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
