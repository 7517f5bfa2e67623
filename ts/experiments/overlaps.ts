import { PURPOSES, Stream } from "../base/random.js";
import { list, number } from "../base/schema.js";
import { dot, ofLength } from "../base/vectors.js";
import { pearson } from "../statistics/correlation.js";

export const overlaps = list({
  of: number({ above: 0, below: 1 }),
  max: 32,
  default: [0.25, 0.5, 0.75, 0.9],
  help: "overlaps R of two weight vectors, between which the loss is correlated",
});

/**
 * Correlations of a loss at pairs of weight vectors of overlaps R = w·w′/|w|² on a sphere, an entry an overlap: of a spherical glass of order H
 * they tend to R^H.
 *
 * A pair is w and R·w + √(1 − R²)·w⊥, w and w⊥ of uniform entries and w⊥ orthogonal to w, scaled to the radius.
 */
export function lossCorrelations(
  value: (weights: Float64Array) => number,
  options: {
    readonly count: number;
    readonly radius: number;
    readonly overlaps: readonly number[];
    readonly pairs: number;
    readonly seed: bigint;
  },
): number[] {
  const { count, radius, overlaps, pairs, seed } = options;
  const firsts = new Float64Array(pairs);
  const seconds = overlaps.map(() => new Float64Array(pairs));
  for (let pair = 0; pair < pairs; pair++) {
    const [w, aside] = pairOf(count, radius, seed, pair);
    firsts[pair] = value(w);
    for (const [place, overlap] of overlaps.entries()) {
      const other = Math.sqrt(1 - overlap * overlap);
      (seconds[place] as Float64Array)[pair] = value(
        w.map((entry, i) => overlap * entry + other * (aside[i] as number)),
      );
    }
  }
  return seconds.map((second) => pearson(firsts, second));
}

/** Weights of independent, uniform entries, scaled to a radius. */
export function uniformDirection(count: number, radius: number, seed: bigint, replica: number): Float64Array {
  const stream = new Stream(seed, PURPOSES.paths, replica, 2);
  return ofLength(
    Float64Array.from({ length: count }, () => 2 * stream.uniform() - 1),
    radius,
  );
}

function pairOf(count: number, radius: number, seed: bigint, pair: number): [Float64Array, Float64Array] {
  const w = uniformDirection(count, radius, seed, 2 * pair);
  const other = uniformDirection(count, radius, seed, 2 * pair + 1);
  const along = dot(other, w) / radius ** 2;
  return [
    w,
    ofLength(
      other.map((entry, i) => entry - along * (w[i] as number)),
      radius,
    ),
  ];
}
