import { PURPOSES, Stream } from "../base/random.js";

type Groups<T> = readonly (readonly T[])[];
interface Options {
  readonly seed: string;
  readonly resamples?: number;
}

/**
 * A statistic of resampled data, `resamples` times, ascending.
 *
 * Two levels: groups are drawn with replacement, then inside each drawn group its values. Groups are the units of
 * replication (draws of the couplings with their starts); of values that are units themselves, a group holds one.
 * A resample depends on the seed and its own number alone.
 */
export function bootstrap<T>(
  groups: Groups<T>,
  statistic: (resampled: Groups<T>) => number,
  options: Options,
): Float64Array {
  return bootstrapSamples([groups], ([resampled]) => statistic(resampled as Groups<T>), options);
}

/** The same of several samples, each resampled on its own. */
export function bootstrapSamples<T>(
  samples: readonly Groups<T>[],
  statistic: (resampled: readonly Groups<T>[]) => number,
  { seed, resamples = 2000 }: Options,
): Float64Array {
  const values = Float64Array.from({ length: resamples }, (_, number) => {
    const stream = new Stream(BigInt(seed), PURPOSES.bootstrap, number);
    const resample = <U>(items: readonly U[]) => items.map(() => items[stream.below(items.length)] as U);
    return statistic(samples.map((groups) => resample(groups).map(resample)));
  });
  return values.sort();
}
