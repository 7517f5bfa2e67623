import type { Height } from "../../figures/map.js";
import { gridMinima } from "../../statistics/grid-minima.js";
import { bySize, groupBy } from "../../statistics/groups.js";
import { type Branch, mergeTree, persistenceOf } from "../../statistics/merge-tree.js";

/** A plane of a network or of a glass: heights row after row, and how its minima are joined. */
export interface PlaneFound<Plane extends string> {
  readonly size: number;
  readonly plane: Plane;
  readonly heights: readonly Height[];
  readonly branches: readonly Branch[];
}

/** The planes of rows, size by size. */
export function planesOf<Row extends { readonly plane: string; readonly x: number; readonly y: number }>(
  rows: readonly Row[],
  of: { size(row: Row): number; unit(row: Row): unknown; value(row: Row): number },
): PlaneFound<Row["plane"]>[] {
  return bySize(rows, of.size).flatMap(([size, ofSize]) =>
    [...groupBy(ofSize, of.unit).values()].flatMap((ofUnit) =>
      [...groupBy(ofUnit, ({ plane }) => plane as Row["plane"])].map(([plane, places]) => {
        const heights = places.map((row) => ({ x: row.x, y: row.y, value: of.value(row) }));
        const width = new Set(heights.map(({ x }) => x)).size;
        const grid = { width, values: heights.map(({ value }) => value) };
        return { size, plane, heights, branches: mergeTree(gridMinima(grid)) };
      }),
    ),
  );
}

/** How many minima a plane has, and how long the one lasts that does so longest beside the lowest; 0 where there is none. */
export function lastingOf({ branches }: Pick<PlaneFound<string>, "branches">) {
  const others = branches.filter(({ joins }) => joins !== undefined).map(persistenceOf);
  return { minima: branches.length, longest: Math.max(0, ...others) };
}
