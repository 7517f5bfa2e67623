import type { Figure } from "../figures/figure.js";
import type { ConnectedPoints, LinksEvidence } from "../glass/connect.js";
import { couplingsOf } from "../glass/fields.js";
import type { SpinGlass } from "../glass/spin-glass.js";
import { GRAPHS, SADDLE_LINKS } from "../glass/tables.js";
import { bySize } from "../statistics/groups.js";
import type { Measured } from "../statistics/measured.js";
import { type Branch, persistenceOf } from "../statistics/merge-tree.js";
import { meanOfMeans } from "../statistics/moments.js";
import { branchesOf, graphFigure } from "./disconnectivity.js";
import { type Draws, drawOf } from "./draws.js";
import {
  type ColumnsOf,
  columnsOf,
  joined,
  type NamedNumber,
  numbersAt,
  type RowOf,
  readRows,
  readSome,
  type TableReader,
} from "./experiment.js";
import type { DrawPoints } from "./maps.js";

/** Which minima of some draws the saddles of index 1 join; graphs are gathered. */
export class Graphs {
  readonly #links: ColumnsOf<typeof SADDLE_LINKS>[] = [];
  readonly #graphs: RowOf<typeof GRAPHS>[] = [];

  /** Connects the minima of a glass: exactly those of a complete map, by searches between neighbours those of a census. */
  async add(glass: SpinGlass, points: ConnectedPoints, signal: AbortSignal | undefined): Promise<void> {
    const found = await glass.links(points, { signal });
    const { reason, ...evidence } = JSON.parse(found.metadata.evidence) as LinksEvidence;
    this.#links.push(found);
    this.#graphs.push({
      ...{ n: glass.n, p: glass.p, disorder_seed: glass.disorderSeed },
      complete: found.metadata.complete,
      ...evidence,
      reason: reason ?? "",
    });
  }

  /** The columns of the tables `saddle_links` and `graphs`. */
  get tables(): { saddle_links: ColumnsOf<typeof SADDLE_LINKS>; graphs: ColumnsOf<typeof GRAPHS> } {
    return { saddle_links: joined(SADDLE_LINKS, this.#links), graphs: columnsOf(GRAPHS, this.#graphs) };
  }
}

/** How the minima of one draw hang together. */
export interface DrawGraph {
  readonly n: number;
  readonly isExact: boolean;
  readonly branches: readonly Branch[];
}

/** @param draws  the points that were connected, of these draws and perhaps of others */
export async function readGraphs(
  tables: {
    readonly saddle_links: TableReader<typeof SADDLE_LINKS>;
    readonly graphs: TableReader<typeof GRAPHS>;
  },
  draws: readonly DrawPoints[],
): Promise<DrawGraph[]> {
  const graphs = await readRows(tables.graphs);
  const links = await readSome(tables.saddle_links, [
    ...(["first", "second", "first_energy", "second_energy", "energy"] as const),
  ]);
  const points = new Map(draws.map((draw) => [drawOf(draw), draw]));
  // Rows of both tables are in one order.
  let from = 0;
  return graphs.map(({ joined, elsewhere, unresolved, ...graph }) => {
    const own = links.slice(from, from + joined + elsewhere + unresolved);
    from += own.length;
    const { energies, indices } = points.get(drawOf(graph)) as DrawPoints;
    const minima = [...energies.entries()].filter(([place]) => indices[place] === 0);
    return { n: graph.n, isExact: graph.complete === "true", branches: branchesOf(minima, own) };
  });
}

/** What the graphs of one size say of barriers. */
export interface Barriers {
  readonly n: number;
  readonly graphs: number;
  readonly exact: number;
  /** H/N from a minimum up to the lowest saddle over which a lower one is reached: the mean over a draw's minima, over draws. */
  readonly height: Measured;
}

/** Sizes ascending; draws of one minimum have no barrier. */
export function barriersOf(graphs: readonly DrawGraph[]): Barriers[] {
  return bySize(graphs, ({ n }) => n).map(([n, ofSize]) => {
    const heights = ofSize.map(({ branches }) => branches.map(persistenceOf).filter(Number.isFinite));
    return {
      ...{ n, graphs: ofSize.length, exact: ofSize.filter(({ isExact }) => isExact).length },
      height: meanOfMeans(heights.filter(({ length }) => length > 0)),
    };
  });
}

export const barrierNumbers = ({ n, graphs, exact, height }: Barriers): NamedNumber[] =>
  numbersAt({ n }, [
    ["graphs", graphs, "1", "draws whose minima were connected by saddles of index 1"],
    ["exact_graphs", exact, "1", "of them those of which no link is missing for certain"],
    [
      "barrier",
      Number.isFinite(height.value) ? height : undefined,
      "per spin",
      "H/N from a minimum up to the lowest known saddle over which a lower one is reached, mean over a draw's minima and over draws",
    ],
  ]);

/** The graph of the first draw of the largest size. */
export function drawGraph(p: number, graphs: readonly DrawGraph[]): Figure[] {
  const last = bySize(graphs, ({ n }) => n).at(-1);
  const [first] = last?.[1] ?? [];
  return first === undefined ? [] : [graphFigure({ p, ...first })];
}

/** Saddles of index 1, about: the exact means of N = 4 to 12 to 15 %, of p = 6 more. */
const saddlesOf = (n: number, p: number) => 3.3 * (0.71 + 0.155 * p) ** n;

/**
 * Seconds for the graph of a complete map on one core, strict build. Measured as processor time: 1 ms a saddle at p = 3, N = 6 and 2 ms at
 * N = 10; 3 to 8 ms at p = 4 to 6, N = 5 to 7.
 */
export const graphCost = (n: number, p: number) => 2e-4 * n * (p - 2) ** 1.5 * saddlesOf(n, p);

/** The same of a census, whose minima have a saddle or two each: 3 ms a minimum at p = 3, N = 10 and 30 ms at N = 25. */
export const searchedGraphCost = (n: number, p: number, minima: number) =>
  minima * 2.4e-5 * n ** 2.1 * (couplingsOf(n, p) / couplingsOf(n, 3));

/** Bytes of the rows of a graph in the tables' files. */
export const graphDisk = (n: number, saddles: number) => 150 + saddles * (150 + 8 * n);
export const mapGraphDisk = (n: number, p: number) => graphDisk(n, saddlesOf(n, p));

/** How many of some draws are among the first ones of their size, which are connected. */
export const connectedIn = ({ first, draws }: Draws, connected: number) =>
  Math.min(draws, Math.max(0, connected - first));
