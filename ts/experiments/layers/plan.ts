import { couplingsOf } from "../../glass/fields.js";
import { descentCost } from "../descent-costs.js";
import { type Draws, drawingCost, drawPieces, evaluationCost, spectrumCost, walkMemory } from "../draws.js";
import type { Shard } from "../experiment.js";
import { connectedIn, graphDisk, searchedGraphCost } from "../graphs.js";
import { mapCost, mapDisk } from "../maps.js";
import { FILE_BYTES } from "../pieces.js";
import type { Config } from "./config.js";

/** What a shard does in its draws. */
export interface Part extends Draws {
  readonly kind: "saddles" | "maps" | "minima";
}

/** Accepted steps of a search, about; each has all eigenvectors, of 2.5 spectra's cost. */
const STEPS = 60;
const searchCost = (n: number, p: number) => STEPS * (4 * evaluationCost(n, p) + 2.5 * spectrumCost(n, p));

/** Distinct minima that descents find in a draw, at most: as many as descents. */
const foundIn = (n: number, descents: number) => Math.min(descents, 2 * Math.exp(0.12 * n));

/** Saddles, maps and minima, size by size; some whole draws a shard. */
export function plan(config: Config): Shard<Part>[] {
  const {
    p,
    sizes,
    disorders,
    energies,
    indices,
    searches,
    mappedSizes,
    mappedDisorders,
    minimaSizes,
    descents,
    connected,
  } = config;
  const sought = searches * (energies.length + indices.length);
  const shards = (kind: Part["kind"], n: number, draws: number, each: Each): Shard<Part>[] =>
    drawPieces(n, draws, each.cost).map(({ suffix, ...part }) => {
      const graphs = connectedIn(part, connected);
      const disk = part.draws * each.disk + (each.graph ? graphs * each.graph.disk : 0);
      return {
        id: `${kind}-n${n}${suffix}`,
        label: `N=${n}`,
        units: part.draws * each.units,
        unit: each.unit,
        cost: part.draws * each.cost + (each.graph ? graphs * each.graph.cost : 0),
        memory: walkMemory(n, each.units) + 8 * couplingsOf(n, p) + 2 * disk,
        disk: 7 * FILE_BYTES + disk,
        part: { ...part, kind },
      };
    });
  return [
    ...sizes.flatMap((n) =>
      shards("saddles", n, disorders, {
        ...{ units: sought, unit: "searches" },
        cost: sought * searchCost(n, p) + drawingCost(n, p),
        disk: sought * (120 + 8 * n),
      }),
    ),
    ...mappedSizes.flatMap((n) =>
      shards("maps", n, mappedDisorders, {
        ...{ units: 1, unit: "maps" },
        cost: mapCost(n, p) + drawingCost(n, p),
        disk: mapDisk(n, p, 1),
      }),
    ),
    ...minimaSizes.flatMap((n) =>
      shards("minima", n, disorders, {
        ...{ units: descents, unit: "descents" },
        cost: descents * descentCost("l-bfgs", n, p) + drawingCost(n, p),
        disk: 150 + foundIn(n, descents) * (80 + 8 * n),
        graph: {
          cost: searchedGraphCost(n, p, foundIn(n, descents)),
          disk: graphDisk(n, 2 * foundIn(n, descents)),
        },
      }),
    ),
  ];
}

/** What one draw takes. */
interface Each {
  readonly units: number;
  readonly unit: string;
  readonly cost: number;
  readonly disk: number;
  /** What one that is connected takes more. */
  readonly graph?: { readonly cost: number; readonly disk: number };
}
