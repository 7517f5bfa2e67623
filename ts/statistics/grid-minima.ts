import { DisjointSets } from "../base/disjoint-sets.js";
import type { Link } from "./merge-tree.js";

/** Values at the points of a grid, row after row. */
export interface Grid {
  readonly width: number;
  readonly values: ArrayLike<number>;
}

/** The minima of a grid, lowest first, and the lowest passes between them. */
export interface GridMinima {
  readonly leaves: readonly number[];
  /** Each minimum's place in the values. */
  readonly places: readonly number[];
  readonly links: readonly Link[];
}

/**
 * The minima of a grid and where the sets around them meet as a level rises, for `mergeTree`: exactly, by union-find over all
 * points in the order of their values.
 *
 * A point's neighbours are the eight around it. Of equal values the first in the grid is the lower: a plateau may have several
 * minima, of persistence 0. A grid of one row is a line.
 *
 * Cost: P log P of P points.
 */
export function gridMinima({ width, values }: Grid): GridMinima {
  const rising = Array.from(values, (_, place) => place).sort(
    (one, other) => (values[one] as number) - (values[other] as number) || one - other,
  );
  const height = values.length / width;
  const leaves: number[] = [];
  const places: number[] = [];
  const links: Link[] = [];
  const sets = new DisjointSets(values.length);
  // The leaf in whose set a point is; absent above the level.
  const leafOf = new Map<number, number>();
  for (const place of rising) {
    const value = values[place] as number;
    const around = neighbours(place, width, height).flatMap((neighbour) => {
      const leaf = leafOf.get(neighbour);
      return leaf === undefined ? [] : [sets.find(leaf)];
    });
    const [first, ...others] = [...new Set(around)];
    if (first === undefined) {
      leafOf.set(place, leaves.length);
      leaves.push(value);
      places.push(place);
      continue;
    }
    leafOf.set(place, first);
    for (const other of others) {
      links.push({ a: first, b: other, height: value });
      sets.join(other, first);
    }
  }
  return { leaves, places, links };
}

function neighbours(place: number, width: number, height: number): number[] {
  const [x, y] = [place % width, Math.floor(place / width)];
  const around: number[] = [];
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++)
      if (row !== y || column !== x) around.push(row * width + column);
  return around;
}
