import { couplingsOf } from "../../glass/fields.js";
import { isQuench, type Method } from "../../glass/tables.js";
import { type Draws, drawingCost, drawShards, evaluationCost, spectrumCost, walkMemory } from "../draws.js";
import type { Shard } from "../experiment.js";
import { FILE_BYTES } from "../pieces.js";
import { evaluationsOf } from "../ways.js";
import type { Config } from "./config.js";

/** Runs of one length of one method in a draw. */
export interface Runs {
  readonly method: Method;
  readonly sweeps: number;
  readonly replicas: number;
}

/** Each method at each number of sweeps, as often as its work lasts by estimate, once at least. */
export function runsOf(config: Config, n: number): Runs[] {
  const { p, methods, sweeps: lengths, work } = config;
  return methods.flatMap((method) =>
    (isQuench(method) ? lengths : [0]).map((sweeps) => {
      const replicas = Math.max(1, Math.round(work / evaluationsOf(method, { n, p, sweeps }, config)));
      return { method, sweeps, replicas };
    }),
  );
}

/** Size by size, some whole draws a shard: what is compared, the ways down of one draw, is in one. */
export function plan(config: Config): Shard<Draws>[] {
  const { p, sizes, disorders } = config;
  return sizes.flatMap((n) => {
    const runs = runsOf(config, n);
    const replicas = runs.reduce((sum, { replicas }) => sum + replicas, 0);
    const evaluations = runs.reduce(
      (sum, { method, sweeps, replicas }) => sum + replicas * evaluationsOf(method, { n, p, sweeps }, config),
      0,
    );
    const cost = evaluations * evaluationCost(n, p) + replicas * spectrumCost(n, p) + drawingCost(n, p);
    return drawShards(n, disorders, {
      ...{ units: replicas, unit: "runs", cost },
      memory: (draws) => walkMemory(n, replicas) + 8 * couplingsOf(n, p) + 100 * draws * replicas,
      disk: (draws) => FILE_BYTES + 85 * draws * replicas,
    });
  });
}
