import { bySize } from "../statistics/groups.js";
import { mean, variance } from "../statistics/moments.js";
import type { TrainedNetwork } from "./evidence.js";
import { type Fall, fallOf } from "./slope.js";

/** The networks of a size that did not diverge. */
export interface NetworkSize {
  readonly hidden: number;
  readonly rows: readonly TrainedNetwork[];
  readonly testLosses: readonly number[];
}

/** Sizes ascending. */
export function networkSizes(networks: readonly TrainedNetwork[]): NetworkSize[] {
  const finished = networks.filter(({ status }) => status !== "diverged");
  return bySize(finished, ({ hidden }) => hidden).map(([hidden, rows]) => ({
    hidden,
    rows,
    testLosses: rows.map(({ test_loss }) => test_loss),
  }));
}

/** b of spread ~ n₁^(−b): the log of the standard deviation over networks against ln n₁. */
export function networkSpreadFall(sizes: readonly NetworkSize[]): Fall | undefined {
  const freedom = Math.min(...sizes.map(({ rows }) => rows.length - 1));
  if (!(freedom > 1)) return undefined;
  return fallOf(
    sizes.map(({ hidden, testLosses }) => ({ size: hidden, ...logDeviation(testLosses) })),
    freedom,
  );
}

/** ln s with its standard error, that of the squares about the mean: no law of the values is assumed. */
function logDeviation(values: readonly number[]): { value: number; error: number } {
  const centre = mean(values);
  const square = variance(values);
  const error = Math.sqrt(variance(values.map((value) => (value - centre) ** 2)) / values.length);
  return { value: Math.log(square) / 2, error: error / (2 * square) };
}

export const NO_NETWORK_SPREAD = "Fewer than two sizes have three networks each: no spread is compared.";
