import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Grid, gridMinima } from "../../ts/statistics/grid-minima.js";
import { mergeTree, persistenceOf } from "../../ts/statistics/merge-tree.js";

const grids = fc
  .record({ width: fc.integer({ min: 1, max: 7 }), height: fc.integer({ min: 1, max: 7 }) })
  .chain(({ width, height }) =>
    fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: width * height, maxLength: width * height })
      .map((values): Grid => ({ width, values })),
  );

const isNear = (width: number, one: number, other: number) =>
  Math.max(
    Math.abs((one % width) - (other % width)),
    Math.abs(Math.floor(one / width) - Math.floor(other / width)),
  ) <= 1;

/** The pieces of the points at or below a level, each by a walk over all of it. */
function piecesBelow({ width, values }: Grid, level: number): number[][] {
  const left = new Set(
    Array.from(values, (_, place) => place).filter((place) => (values[place] as number) <= level),
  );
  const pieces: number[][] = [];
  for (const start of left) {
    left.delete(start);
    const piece = [start];
    for (const at of piece)
      for (const other of left)
        if (isNear(width, at, other)) {
          left.delete(other);
          piece.push(other);
        }
    pieces.push(piece);
  }
  return pieces;
}

describe("the minima of a grid", () => {
  test("last as the pieces below each level do, counted piece by piece", () => {
    fc.assert(
      fc.property(grids, (grid) => {
        const branches = mergeTree(gridMinima(grid));
        for (let level = 0; level <= 9; level++) {
          const alive = branches.filter(
            (branch) => branch.birth <= level && level < branch.birth + persistenceOf(branch),
          );
          const pieces = piecesBelow(grid, level);
          expect(alive).toHaveLength(pieces.length);
          const lowest = (piece: number[]) => Math.min(...piece.map((place) => grid.values[place] as number));
          expect(alive.map(({ birth }) => birth).sort()).toEqual(pieces.map(lowest).sort());
        }
      }),
    );
  });

  test("stand where the values are, and a constant added to all changes no persistence", () => {
    fc.assert(
      fc.property(grids, (grid) => {
        const { leaves, places, links } = gridMinima(grid);
        expect(places.map((place) => grid.values[place])).toEqual(leaves);
        const raised = gridMinima({ ...grid, values: Array.from(grid.values, (value) => value + 7) });
        const persistences = (of: Pick<typeof raised, "leaves" | "links">) =>
          mergeTree(of).map(persistenceOf);
        expect(persistences(raised)).toEqual(persistences({ leaves, links }));
      }),
    );
  });

  test("of a double well are two, and the higher one ends at the pass", () => {
    // (x² − 1)² + x/4 + y², on a grid that holds the minima near x = ±1 and the pass near 0.
    const at = Array.from({ length: 41 }, (_, k) => -2 + k / 10);
    const values = at.flatMap((y) => at.map((x) => (x * x - 1) ** 2 + x / 4 + y * y));
    const [higher, lower] = mergeTree(gridMinima({ width: 41, values })).sort((a, b) => b.birth - a.birth);
    const onLine = at.map((x) => (x * x - 1) ** 2 + x / 4);
    const between = onLine.slice(10, 31);
    expect(lower?.joins).toBeUndefined();
    expect(lower?.birth).toBe(Math.min(...onLine));
    expect(higher?.birth).toBe(Math.min(...onLine.slice(21)));
    expect(higher?.joins?.height).toBe(Math.max(...between));
  });

  test("of a line are those of a grid of one row", () => {
    const { places, links } = gridMinima({ width: 5, values: [0, 2, 1, 3, -1] });
    expect(places).toEqual([4, 0, 2]);
    expect(links.map(({ height }) => height)).toEqual([2, 3]);
  });
});
