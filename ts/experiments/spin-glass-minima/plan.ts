import { couplingsOf } from "../../glass/fields.js";
import type { DescentMethod } from "../../glass/tables.js";
import type { Shard } from "../experiment.js";
import { piecesOf } from "../pieces.js";
import type { Config } from "./config.js";

/** Some replicas of one draw of the couplings. */
export interface Part {
  readonly n: number;
  readonly draw: number;
  readonly first: number;
  readonly replicas: number;
}

/**
 * Mean evaluations of a descent to 1e-8, p = 3, measured at N = 10, 25, 50, 100 and 200 (256 to 1024 starts each): 27,
 * 42, 57, 80 and 111 by L-BFGS, and 129, 272, 476 and 700 by gradient descent up to 100. The powers are right to 13 %. By L-BFGS
 * p = 2 took 0.6 to 0.8 times these at N = 25 to 300, p = 4, 5 and 6 0.9 to 1.3 times at N = 8 to 100.
 */
const EVALUATIONS: Readonly<Record<DescentMethod, (n: number) => number>> = {
  "l-bfgs": (n) => 9.6 * n ** 0.46,
  "gradient-descent": (n) => 30 * n ** 0.68,
  "conjugate-gradient": (n) => 22 * n ** 0.46,
  newton: (n) => 300 * n ** 0.2,
  sgd: (n) => 100 + 9.6 * n ** 0.46,
  "hessian-descent": (n) => 100 + 9.6 * n ** 0.46,
};

/**
 * Seconds of one core, strict build: an evaluation in a batch of 32, a spectrum at the end, the drawing of a coupling.
 * Measured at p = 3 and the same sizes as processor time on a loaded machine, to 30 %, and rounded down.
 */
const evaluationCost = (p: number, couplings: number) => 1e-6 + 3.6e-10 * (EFFORT[p] as number) * couplings;
const spectrumCost = (n: number, p: number, couplings: number) =>
  1e-4 + 9e-10 * n ** 3 + (p > 3 ? 1.4e-9 * (EFFORT[p] as number) * couplings : 0);
const COUPLING_COST = 4e-8;

/** Time a coupling beside that of p = 3, measured at N = 300, 100, 40 and 30: the slabs of high orders are small. */
const EFFORT: Readonly<Record<number, number>> = { 2: 1.3, 3: 1, 4: 1, 5: 1.5, 6: 3 };

/** What the shards of one draw have in common: its couplings. */
export const drawKey = ({ n, draw }: Pick<Part, "n" | "draw">) => `n${n}-draw${draw}`;

/** Size by size, draw by draw: a draw is one shard, or several of like cost where it is long. */
export function plan({ p, sizes, disorders, replicas, method }: Config): Shard<Part>[] {
  return sizes.flatMap((n) => {
    const couplings = couplingsOf(n, p);
    const replicaCost = EVALUATIONS[method](n) * evaluationCost(p, couplings) + spectrumCost(n, p, couplings);
    const pieces = piecesOf(replicas, replicaCost);
    const draws = Array.from({ length: disorders }, (_, draw) => draw);
    return draws.flatMap((draw) =>
      pieces.map(({ first, count, suffix }): Shard<Part> => {
        const key = drawKey({ n, draw });
        return {
          id: `${key}${suffix}`,
          label: `N=${n}`,
          units: count,
          unit: "replicas",
          cost: count * replicaCost,
          memory: 16 * n * n + 8 * n * (3 * count + 64 * 32) + 4e7,
          shares: { key, cost: COUPLING_COST * couplings, memory: 8 * couplings },
          part: { n, draw, first, replicas: count },
        };
      }),
    );
  });
}
