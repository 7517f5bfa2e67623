import { couplingsOf, DISORDERS, type Disorder } from "../../glass/fields.js";
import { descentCost } from "../descent-costs.js";
import { type Draws, drawingCost, drawPieces, MAX_DISORDERS, walkMemory } from "../draws.js";
import type { Shard } from "../experiment.js";
import { FILE_BYTES } from "../pieces.js";
import type { Config } from "./config.js";

/** Some draws of one distribution. */
export interface Part extends Draws {
  readonly disorder: Disorder;
}

/** Size by size, distribution by distribution, some whole draws a shard. */
export function plan({ p, sizes, disorders, replicas, distributions, method }: Config): Shard<Part>[] {
  return sizes.flatMap((n) => {
    const cost = replicas * descentCost(method, n, p) + drawingCost(n, p);
    return distributions.flatMap((disorder) =>
      drawPieces(n, disorders, cost).map(
        ({ first, draws, suffix }): Shard<Part> => ({
          id: `n${n}-${disorder}${suffix}`,
          label: `N=${n}`,
          units: draws * replicas,
          unit: "replicas",
          cost: draws * cost,
          memory: walkMemory(n, replicas) + 8 * couplingsOf(n, p) + 100 * draws * replicas,
          disk: FILE_BYTES + 80 * draws * replicas,
          // Draws of their own for every distribution, whichever others there are.
          part: { n, disorder, draws, first: first + MAX_DISORDERS * DISORDERS.indexOf(disorder) },
        }),
      ),
    );
  });
}
