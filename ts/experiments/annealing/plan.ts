import { couplingsOf } from "../../glass/fields.js";
import type { Method } from "../../glass/tables.js";
import { type Draws, drawingCost, drawShards, evaluationCost, spectrumCost, walkMemory } from "../draws.js";
import type { Shard } from "../experiment.js";
import { FILE_BYTES } from "../pieces.js";
import { evaluationsOf, WAYS } from "../ways.js";
import type { Config } from "./config.js";

/** How a method spends its work. */
export interface Spending {
  readonly method: Method;
  readonly work: number;
  /** Of one run. */
  readonly sweeps: number;
  /** Runs of a replica, of which the lowest is kept. */
  readonly runs: number;
}

/**
 * One run whose sweeps or epochs fill the work, or of descents that have neither as many as last it; by estimate, once at least.
 */
export function spendingsOf(config: Config, n: number): Spending[] {
  const { p, methods, work: works } = config;
  return works.flatMap((work) =>
    methods.map((method) => {
      const { sweep, descent, after } = WAYS[method];
      return after
        ? { method, work, runs: 1, sweeps: Math.max(1, Math.round((work - after(n)) / sweep(p, config))) }
        : { method, work, runs: Math.max(1, Math.round(work / descent(n))), sweeps: 0 };
    }),
  );
}

/** Whether it is also asked where a method itself ends, before any descent: it goes there once more. */
export const isPolished = (method: Method) => method === "simulated-annealing" || method === "sgd";

/** Size by size, some whole draws a shard: what is compared is in one. */
export function plan(config: Config): Shard<Draws>[] {
  const { p, sizes, disorders, replicas } = config;
  return sizes.flatMap((n) => {
    const spendings = spendingsOf(config, n);
    const runs = spendings.reduce((sum, spending) => sum + spending.runs, 0);
    const evaluations = spendings.reduce(
      (sum, { method, sweeps, runs }) =>
        sum + (isPolished(method) ? 2 : runs) * evaluationsOf(method, { n, p, sweeps }, config),
      0,
    );
    const cost =
      replicas * (evaluations * evaluationCost(n, p) + runs * spectrumCost(n, p)) + drawingCost(n, p);
    return drawShards(n, disorders, {
      ...{ units: replicas * runs, unit: "runs", cost },
      memory: () => walkMemory(n, replicas * runs) + 8 * couplingsOf(n, p),
      disk: (draws) => FILE_BYTES + 110 * draws * replicas * spendings.length,
    });
  });
}
