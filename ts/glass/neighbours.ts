import { dot } from "../base/vectors.js";
import type { Lists } from "../tables/spec.js";

/**
 * Each of `rows` with `count` others that have the largest overlaps with it, two numbers a pair; a pair stands once.
 *
 * The overlaps take K²N products of K rows.
 */
export function nearestPairs(
  { offsets, values }: Lists,
  rows: readonly number[],
  count: number,
): Uint32Array {
  const stateOf = (row: number) => values.subarray(offsets[row], offsets[row + 1]);
  const pairs = new Map<string, readonly [number, number]>();
  for (const row of rows) {
    const state = stateOf(row);
    const near = rows
      .filter((other) => other !== row)
      .map((other) => ({ other, overlap: dot(state, stateOf(other)) }))
      .sort((a, b) => b.overlap - a.overlap || a.other - b.other)
      .slice(0, count);
    for (const { other } of near) {
      const pair = [Math.min(row, other), Math.max(row, other)] as const;
      pairs.set(pair.join(), pair);
    }
  }
  return Uint32Array.from([...pairs.values()].sort(([a, b], [c, d]) => a - c || b - d).flat());
}
