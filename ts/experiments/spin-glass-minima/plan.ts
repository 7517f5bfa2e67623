import { couplingBytes, couplingsOf } from "../../glass/fields.js";
import { drawingCost, evaluationCost, spectrumCost, walkMemory } from "../draws.js";
import type { Shard } from "../experiment.js";
import { FILE_BYTES, shardsOf } from "../pieces.js";
import { evaluationsOf } from "../ways.js";
import { type Config, quenchOf } from "./config.js";

/** Some replicas of one draw of the couplings. */
export interface Part {
  readonly n: number;
  readonly draw: number;
  readonly first: number;
  readonly replicas: number;
}

/** What the shards of one draw have in common: its couplings. */
export const drawKey = ({ n, draw }: Pick<Part, "n" | "draw">) => `n${n}-draw${draw}`;

/** States whose energies are computed side by side: fewer leave lanes empty, and read the couplings, 168 MB at N = 500, for fewer. */
const TOGETHER = 8;

/** Size by size, draw by draw: a draw is one shard, or several of like cost where it is long. */
export function plan(config: Config): Shard<Part>[] {
  const { p, precision, sizes, disorders, replicas, method } = config;
  const quench = quenchOf(config);
  return sizes.flatMap((n) => {
    const cost =
      evaluationsOf(method, { n, p, sweeps: quench.sweeps }, quench) * evaluationCost(n, p) +
      spectrumCost(n, p);
    const draws = Array.from({ length: disorders }, (_, draw) => draw);
    return draws.flatMap((draw) => {
      const key = drawKey({ n, draw });
      return shardsOf(replicas, {
        ...{ id: key, label: `N=${n}`, unit: "replicas", cost, together: TOGETHER },
        memory: (count) => walkMemory(n, count),
        disk: (count) => 2 * FILE_BYTES + count * (90 + 8 * n),
        shares: { key, cost: drawingCost(n, p), memory: couplingBytes[precision] * couplingsOf(n, p) },
        part: (first, count) => ({ n, draw, first, replicas: count }),
      });
    });
  });
}
