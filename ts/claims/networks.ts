import { pearson } from "../statistics/correlation.js";
import { bySize } from "../statistics/groups.js";
import { mean, variance } from "../statistics/moments.js";
import type { TrainedNetwork } from "./evidence.js";
import { type Fall, fallOf } from "./slope.js";

/** The networks of each size that did not diverge, and all of them; sizes ascending, without those of which every network diverged. */
export function finishedBySize<Row extends { readonly hidden: number; readonly status: string }>(
  networks: readonly Row[],
) {
  return bySize(networks, ({ hidden }) => hidden).flatMap(([hidden, all]) => {
    const finished = all.filter(({ status }) => status !== "diverged");
    return finished.length === 0 ? [] : [{ hidden, all, finished }];
  });
}

/** The networks of a size that did not diverge. */
export interface NetworkSize {
  readonly hidden: number;
  readonly rows: readonly TrainedNetwork[];
  readonly testLosses: readonly number[];
}

/** Sizes ascending. */
export function networkSizes(networks: readonly TrainedNetwork[]): NetworkSize[] {
  return finishedBySize(networks).map(({ hidden, finished }) => ({
    hidden,
    rows: finished,
    testLosses: finished.map(({ test_loss }) => test_loss),
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

/** Pearson's r of train and test loss over networks. */
export const lossCorrelation = (rows: readonly Pick<TrainedNetwork, "train_loss" | "test_loss">[]): number =>
  pearson(
    rows.map(({ train_loss }) => train_loss),
    rows.map(({ test_loss }) => test_loss),
  );

/** Of the normal distribution: the error of Fisher's z does not come from the data. */
const NORMAL = 1e6;

/** How fast Fisher's z of a correlation falls with ln n₁. */
export const correlationFall = (
  found: readonly { readonly hidden: number; readonly r: number; readonly networks: number }[],
): Fall | undefined =>
  fallOf(
    found.map(({ hidden, r, networks }) => ({
      ...{ size: hidden, value: Math.atanh(r), error: 1 / Math.sqrt(networks - 3) },
    })),
    NORMAL,
  );

/** ln s with its standard error, that of the squares about the mean: no law of the values is assumed. */
function logDeviation(values: readonly number[]): { value: number; error: number } {
  const centre = mean(values);
  const square = variance(values);
  const error = Math.sqrt(variance(values.map((value) => (value - centre) ** 2)) / values.length);
  return { value: Math.log(square) / 2, error: error / (2 * square) };
}

export const NO_NETWORK_SPREAD = "Fewer than two sizes have three networks each: no spread is compared.";
