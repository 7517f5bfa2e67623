import { boundsTable } from "../figures/about.js";
import type { Figure } from "../figures/figure.js";
import { mergeTreeFigure } from "../figures/merge-tree.js";
import { checkTable } from "../glass/connect.js";
import {
  CRITICAL_POINTS,
  type CriticalPointsTable,
  type DistinctMinimaTable,
  SADDLE_LINKS,
  type SaddleLinksTable,
} from "../glass/tables.js";
import { type Branch, mergeTree } from "../statistics/merge-tree.js";
import { ENERGY, energyBounds } from "./glass.js";

/** A saddle and the numbers of the minima on both sides, −1 where an end is not certain. */
interface SaddleLink {
  readonly energy: number;
  readonly first: number;
  readonly second: number;
  /** Of no meaning where there is no minimum. */
  readonly first_energy: number;
  readonly second_energy: number;
}

/**
 * How the minima of one draw hang together. Links without a certain end join nothing; minima that only links know are there too.
 *
 * @param minima  their numbers, which links name, and energies
 */
export function branchesOf(
  minima: Iterable<readonly [point: number, energy: number]>,
  links: readonly SaddleLink[],
): Branch[] {
  const energies = new Map(minima);
  const joins = links
    .filter(({ first, second }) => first >= 0 && second >= 0)
    .map(({ energy, first, second, first_energy, second_energy }) => ({
      ...{ energy, ends: [first, second] as const },
      heights: [first_energy, second_energy] as const,
    }));
  for (const { ends, heights } of joins)
    for (const side of [0, 1] as const)
      if (!energies.has(ends[side])) energies.set(ends[side], heights[side]);
  const leaves = new Map([...energies.keys()].map((number, leaf) => [number, leaf]));
  const leafOf = (number: number) => leaves.get(number) as number;
  return mergeTree({
    leaves: [...energies.values()],
    links: joins.map(({ energy, ends: [first, second], heights }) => ({
      ...{ a: leafOf(first), b: leafOf(second) },
      // A saddle next to its minimum may be lower by rounding.
      height: Math.max(energy, ...heights),
    })),
  });
}

/**
 * The disconnectivity graph of one draw: a line a minimum, from its energy per spin up to where it meets a lower one; −E₀ and −E∞ of a pure
 * model are marked.
 *
 * @param options.p  0 of a mixture
 */
export function graphFigure({
  n,
  p,
  isExact,
  branches,
}: {
  readonly n: number;
  readonly p: number;
  readonly isExact: boolean;
  readonly branches: readonly Branch[];
}): Figure {
  const about = {
    id: "disconnectivity",
    title: `Minima of one draw, N = ${n}${p > 0 ? `, p = ${p}` : ""}, and how they are joined`,
    caption:
      "Each line is a minimum, from its energy up to the lowest saddle over which a lower minimum is reached; " +
      (isExact
        ? "the graph is exact: all critical points are known, and where the gradient flow from each saddle ends."
        : "minima and saddles may be missing, and then barriers are lower than drawn."),
    source: "saddle_links",
  };
  const tree = mergeTreeFigure(about, { quantity: ENERGY, counted: "minima of H", branches });
  if (p === 0) return tree;
  return {
    ...tree,
    data: { ...tree.data, bounds: boundsTable(ENERGY, energyBounds(p)) },
    marks: [{ kind: "horizontal", data: "bounds", y: ENERGY.column, text: "name" }, ...tree.marks],
  };
}

/**
 * The disconnectivity graph of the tables that `glass.connect` takes and gives, as a figure in plain JSON; energies are per spin.
 *
 * @throws InvalidInputError  what is no such table.
 *
 * @example
 * await init();
 * const glass = SpinGlass.sample({ n: 6, p: 3, seed: 1 });
 * const points = await glass.criticalPoints({ seed: 1 });
 * disconnectivityFigure(points, await glass.connect(points)).marks.length; // 3
 */
export function disconnectivityFigure(
  points: CriticalPointsTable | DistinctMinimaTable,
  links: SaddleLinksTable,
): Figure {
  checkTable("points", points, CRITICAL_POINTS, "a table of criticalPoints or of minima");
  checkTable("links", links, SADDLE_LINKS, "a table of glass.connect");
  const [numbers, energies, indices] = [of(points, "point"), of(points, "energy"), of(points, "index")];
  const minima = [...numbers.keys()].filter((row) => indices[row] === 0);
  const isExact = links.schema.metadata.get("losscape.complete") === "true";
  const [n = 0, p = 0] = [of(points, "n")[0], of(points, "p")[0]];
  const rows = [...links] as SaddleLink[];
  return graphFigure({
    ...{ n, p, isExact },
    branches: branchesOf(
      minima.map((row) => [numbers[row] as number, energies[row] as number]),
      rows,
    ),
  });
}

/** The values of a column of numbers. */
function of(table: { getChild(name: never): Iterable<number> | null }, name: string): number[] {
  return [...(table.getChild(name as never) ?? [])];
}
