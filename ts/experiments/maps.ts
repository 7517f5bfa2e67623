import { InvalidInputError } from "../base/errors.js";
import { wholeNumber } from "../base/schema.js";
import type { CriticalPoints, Evidence } from "../glass/critical-points.js";
import { MAX_ORDER, order } from "../glass/fields.js";
import type { SpinGlass } from "../glass/spin-glass.js";
import { CRITICAL_POINTS, MAPS } from "../glass/tables.js";
import { type Ratio, ratio } from "../statistics/ratio.js";
import { type ColumnsOf, columnsOf, joined, type RowOf, readRows, type TableReader } from "./experiment.js";
import { FILE_BYTES } from "./pieces.js";

/** Paths that `criticalPoints` tracks at most; a test compares it with the core's. */
export const MOST_PATHS = 10_000;

/** The order of glasses that have all of their critical points mapped: of p = 2 they are eigenvectors, and bear no layers. */
export const mappedOrder = wholeNumber({ min: 3, max: MAX_ORDER, default: 3, help: order.help });

/** Classes of complex critical points, σ and −σ as one, p ≥ 3. */
export const pathsOf = (n: number, p: number) => ((p - 1) ** n - 1) / (p - 2);

/** Refuses a size of which a map would take too many paths. */
export function checkMapped(key: string, p: number, sizes: readonly number[]): void {
  const at = sizes.findIndex((n) => pathsOf(n, p) > MOST_PATHS);
  if (at < 0) return;
  let largest = 2;
  while (pathsOf(largest + 1, p) <= MOST_PATHS) largest++;
  throw new InvalidInputError(
    `${key}[${at}]`,
    sizes[at],
    `a whole number from 2 to ${largest} at p = ${p}: ${MOST_PATHS} paths are tracked at most`,
  );
}

/**
 * Seconds of a map on one core, strict build. Measured at p = 3 and N = 4, 6, 8 and 10 as processor time, the least of three: 0.06, 0.15,
 * 0.30 and 0.53 ms a path.
 */
export const mapCost = (n: number, p: number) => 2e-4 + 1.15e-6 * n ** 2.7 * pathsOf(n, p);

/** Critical points of a map, at most; of p = 3 and N ≤ 10 a draw has a fifth of them and fewer. */
const mostPoints = (n: number, p: number) => 2 * pathsOf(n, p);

/** Bytes of the tables' files of so many maps. */
export const mapDisk = (n: number, p: number, draws: number) =>
  2 * FILE_BYTES + draws * (120 + 0.3 * mostPoints(n, p) * (60 + 8 * n));

/** Maps of some draws, which are gathered. */
export class Maps {
  readonly #points: CriticalPoints[] = [];
  readonly #maps: RowOf<typeof MAPS>[] = [];

  /** Maps a glass. A map that is not complete is kept as well, with the reason. */
  async add(glass: SpinGlass, signal: AbortSignal | undefined): Promise<CriticalPoints> {
    const found = await glass.map({ seed: glass.disorderSeed, signal });
    const { paths, failures, certified, morseSum, parity, reason } = JSON.parse(
      found.metadata.evidence,
    ) as Evidence;
    this.#points.push(found);
    this.#maps.push({
      ...{ n: glass.n, p: glass.p, disorder_seed: glass.disorderSeed },
      points: found.energy.length,
      complete: found.metadata.complete,
      ...{ paths, failures, certified },
      morse_sum: morseSum,
      parity: parity ? "true" : "false",
      reason: reason ?? "",
    });
    return found;
  }

  /** The columns of the tables `maps` and `critical_points`. */
  get tables(): { maps: ColumnsOf<typeof MAPS>; critical_points: ColumnsOf<typeof CRITICAL_POINTS> } {
    return { maps: columnsOf(MAPS, this.#maps), critical_points: joined(CRITICAL_POINTS, this.#points) };
  }
}

/** Critical points of one draw in the order of energies: their number is their place. */
export interface DrawPoints {
  readonly n: number;
  readonly disorder_seed: bigint;
  readonly energies: Float64Array;
  readonly indices: Int32Array;
}

export interface DrawMap extends DrawPoints {
  readonly complete: boolean;
}

/** The mean energy per spin of the points of one index, each counted once: the sum of their energies over their number. */
export function meanEnergyIn(maps: readonly DrawMap[], index: number): Ratio {
  const ofDraws = maps.map(({ energies, indices }) => energies.filter((_, row) => indices[row] === index));
  return ratio(
    ofDraws.map((energies) => energies.reduce((sum, energy) => sum + energy, 0)),
    ofDraws.map(({ length }) => length),
  );
}

/** In the order of the plan. */
export async function readMaps(tables: {
  readonly maps: TableReader<typeof MAPS>;
  readonly critical_points: TableReader<typeof CRITICAL_POINTS>;
}): Promise<DrawMap[]> {
  const maps = await readRows(tables.maps);
  const energies = await tables.critical_points.column("energy");
  const indices = await tables.critical_points.column("index");
  // Rows of both tables are in one order.
  let from = 0;
  return maps.map(({ n, disorder_seed, complete, points }) => {
    const to = from + points;
    const map = {
      ...{ n, disorder_seed, complete: complete === "true" },
      energies: energies.subarray(from, to),
      indices: indices.subarray(from, to),
    };
    from = to;
    return map;
  });
}
