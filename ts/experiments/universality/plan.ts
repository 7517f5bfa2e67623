import { couplingsOf, DISORDERS, type Disorder } from "../../glass/fields.js";
import { descentCost } from "../descent-costs.js";
import { type Draws, drawingCost, MAX_DISORDERS, walkMemory } from "../draws.js";
import type { Shard } from "../experiment.js";
import { FILE_BYTES, shardsOf } from "../pieces.js";
import type { Config } from "./config.js";

/** Some draws of one distribution. */
export interface Part extends Draws {
  readonly disorder: Disorder;
}

/** Draws of their own for every distribution, whichever others there are. */
const firstOf = (disorder: Disorder) => MAX_DISORDERS * DISORDERS.indexOf(disorder);

/** Size by size, distribution by distribution, some whole draws a shard. */
export function plan({ p, sizes, disorders, replicas, distributions, method }: Config): Shard<Part>[] {
  return sizes.flatMap((n) => {
    const cost = replicas * descentCost(method, n, p) + drawingCost(n, p);
    return distributions.flatMap((disorder) =>
      shardsOf(disorders, {
        ...{ id: `n${n}-${disorder}`, label: `N=${n}`, units: replicas, unit: "replicas", cost },
        memory: (draws) => walkMemory(n, replicas) + 8 * couplingsOf(n, p) + 100 * draws * replicas,
        disk: (draws) => FILE_BYTES + 80 * draws * replicas,
        part: (first, draws) => ({ n, disorder, draws, first: firstOf(disorder) + first }),
      }),
    );
  });
}
