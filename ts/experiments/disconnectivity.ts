import { type About, boundsTable } from "../figures/about.js";
import type { Figure } from "../figures/figure.js";
import { mergeTreeFigure } from "../figures/merge-tree.js";
import type { ConnectedPoints, SaddleLinks } from "../glass/connect.js";
import type { CriticalPointsTable, DistinctMinimaTable, SaddleLinksTable } from "../glass/tables.js";
import { mergeTree } from "../statistics/merge-tree.js";
import { ENERGY, energyBounds } from "./glass.js";

/** Of one draw, what its graph is drawn of: minima, alone or among other critical points, and links of their numbers. */
interface Disconnectivity {
  /** 0 of a mixture. */
  readonly p: number;
  readonly points: Pick<ConnectedPoints, "point" | "energy" | "index">;
  readonly links: Pick<SaddleLinks, "first" | "second" | "first_energy" | "second_energy" | "energy">;
}

/**
 * The disconnectivity graph of minima and the saddles between them: a line a minimum, from its energy per spin up to where it meets a
 * lower one; −E₀ and −E∞ of a pure model are marked. Links without a certain end join nothing.
 */
function disconnectivity(about: About, { p, points, links }: Disconnectivity): Figure {
  const energies = new Map<number, number>();
  points.point.forEach((number, row) => {
    if (points.index[row] === 0) energies.set(number, points.energy[row] as number);
  });
  const joins = Array.from(links.energy, (energy, row) => ({
    energy,
    ends: [
      { number: links.first[row] as number, energy: links.first_energy[row] as number },
      { number: links.second[row] as number, energy: links.second_energy[row] as number },
    ] as const,
  })).filter(({ ends }) => ends.every(({ number }) => number >= 0));
  for (const { number, energy } of joins.flatMap(({ ends }) => ends))
    if (!energies.has(number)) energies.set(number, energy);
  const leaves = new Map([...energies.keys()].map((number, leaf) => [number, leaf]));
  const leafOf = (number: number) => leaves.get(number) as number;
  const branches = mergeTree({
    leaves: [...energies.values()],
    links: joins.map(({ energy, ends: [first, second] }) => ({
      ...{ a: leafOf(first.number), b: leafOf(second.number) },
      // A saddle next to its minimum may be lower by rounding.
      height: Math.max(energy, first.energy, second.energy),
    })),
  });
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
  const [n = 0, p = 0] = [...of(points, "n").slice(0, 1), ...of(points, "p").slice(0, 1)];
  const exact = links.schema.metadata.get("losscape.complete") === "true";
  const about = {
    id: "disconnectivity",
    title: `Minima of one draw, N = ${n}${p > 0 ? `, p = ${p}` : ""}, and how they are joined`,
    caption:
      "Each line is a minimum, from its energy up to the lowest saddle over which a lower minimum is reached; " +
      (exact
        ? "the graph is exact: all critical points are known, and where the gradient flow from each saddle ends."
        : "minima and saddles may be missing, and then barriers are lower than drawn."),
    source: "saddle_links",
  };
  return disconnectivity(about, {
    p,
    points: {
      point: Uint32Array.from(of(points, "point")),
      energy: Float64Array.from(of(points, "energy")),
      index: Int32Array.from(of(points, "index")),
    },
    links: {
      first: Int32Array.from(of(links, "first")),
      second: Int32Array.from(of(links, "second")),
      first_energy: Float64Array.from(of(links, "first_energy")),
      second_energy: Float64Array.from(of(links, "second_energy")),
      energy: Float64Array.from(of(links, "energy")),
    },
  });
}

/** The values of a column of numbers; NaN where there is none. */
function of(table: { getChild(name: never): Iterable<number | null> | null }, name: string): number[] {
  return Array.from(table.getChild(name as never) ?? [], (value) => value ?? Number.NaN);
}
