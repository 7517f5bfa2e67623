import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leastAssignment } from "../../ts/statistics/assignment.js";

function* permutations(left: readonly number[]): Generator<number[]> {
  if (left.length === 0) yield [];
  for (const first of left)
    for (const rest of permutations(left.filter((one) => one !== first))) yield [first, ...rest];
}

const range = (n: number) => Array.from({ length: n }, (_, k) => k);

describe("the least assignment", () => {
  test("costs as little as the cheapest of all permutations", () => {
    const squares = fc
      .integer({ min: 1, max: 6 })
      .chain((n) => fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n * n, maxLength: n * n }));
    fc.assert(
      fc.property(squares, (costs) => {
        const n = Math.sqrt(costs.length);
        const total = (columns: ArrayLike<number>) =>
          range(n).reduce((sum, row) => sum + (costs[row * n + (columns[row] as number)] as number), 0);
        const found = leastAssignment(Float64Array.from(costs), n);
        expect([...found].sort((a, b) => a - b)).toEqual(range(n));
        expect(total(found)).toBe(Math.min(...[...permutations(range(n))].map(total)));
      }),
    );
  });

  test("finds a permutation again that only its own entries are cheap in", () => {
    const n = 200;
    const columns = range(n).map((row) => (row * 77 + 5) % n);
    const costs = new Float64Array(n * n).fill(1);
    for (const [row, column] of columns.entries()) costs[row * n + column] = -1;
    expect([...leastAssignment(costs, n)]).toEqual(columns);
  });
});
