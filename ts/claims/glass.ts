import { bySize, groupBy } from "../statistics/groups.js";
import { mean, meanOfMeans, measuredMean, variance } from "../statistics/moments.js";
import type { Descent } from "./evidence.js";
import { type Fall, fallOf } from "./slope.js";

/** The minima of a size: their energies by draw of the couplings. */
export interface GlassSize {
  readonly n: number;
  readonly draws: readonly (readonly number[])[];
}

/** Sizes ascending; minima are converged descents without a negative eigenvalue. */
export function glassSizes(descents: readonly Descent[]): GlassSize[] {
  const minima = descents.filter(({ status, index }) => status === "converged" && index === 0);
  return bySize(minima, ({ n }) => n).map(([n, ofSize]) => ({
    n,
    draws: [...groupBy(ofSize, ({ disorder_seed }) => disorder_seed).values()].map((draw) =>
      draw.map(({ energy }) => energy),
    ),
  }));
}

/** b of spread ~ N^(−b): the log of each draw's standard deviation, averaged over draws, against ln N. */
export function glassSpreadFall(sizes: readonly GlassSize[]): Fall | undefined {
  const logs = sizes.map(({ n, draws }) => ({
    size: n,
    logs: draws
      .filter((draw) => draw.length > 1)
      .map((draw) => Math.log(variance(draw)) / 2)
      .filter(Number.isFinite),
  }));
  const freedom = Math.min(...logs.map(({ logs }) => logs.length - 1));
  if (!(freedom > 0)) return undefined;
  return fallOf(
    logs.map(({ size, logs }) => ({ size, ...measuredMean(logs) })),
    freedom,
  );
}

/** The mean energy of a size, with its error over draws. */
export const meanEnergyOf = ({ draws }: GlassSize) => meanOfMeans(draws);

/** Energies less their draw's mean. */
export const centred = (draw: readonly number[]): number[] => {
  const centre = mean(draw);
  return draw.map((energy) => energy - centre);
};

export const NO_GLASS_SPREAD =
  "Fewer than two sizes have two draws of the couplings with several minima each: no spread is compared.";
