import type { Shard } from "../experiment.js";
import { descentCost, samplesOf, sharedData, trainingCost, weightsOf } from "../networks.js";
import { FILE_BYTES, shardsOf } from "../pieces.js";
import type { Config } from "./config.js";

/** Some searches of one size, each whole. */
export interface Part {
  readonly hidden: number;
  readonly first: number;
  readonly searches: number;
}

/** Where descents are looked at: after 10, 30, 100, … iterations, and after the last. */
export function looksUpTo(iterations: number): number[] {
  const looks: number[] = [];
  for (let ten = 10; ten < iterations; ten *= 10)
    looks.push(...[ten, 3 * ten].filter((look) => look < iterations));
  return [...looks, iterations];
}

/** Size by size, as many searches a shard as take the target's time. */
export function plan(config: Config): Shard<Part>[] {
  const { hidden, searches, starts, epochs, iterations, longest } = config;
  return hidden.flatMap((units) => {
    const weights = weightsOf(units);
    const samples = samplesOf(config);
    const cost =
      starts * trainingCost(weights, samples, epochs) +
      (starts - 1) * descentCost(units, samples, iterations) +
      descentCost(units, samples, longest);
    return shardsOf(searches, {
      ...{ id: `n${units}`, label: `n₁=${units}`, unit: "searches", cost, shares: sharedData(config) },
      memory: () => 64 * weights * starts + 500 * weights + 6e7,
      disk: (count) => FILE_BYTES + count * 100 * (starts * (looksUpTo(iterations).length + 1) + 6),
      part: (first, count) => ({ hidden: units, first, searches: count }),
    });
  });
}
