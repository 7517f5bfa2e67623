/** A number found from data. */
export interface Measured {
  readonly value: number;
  /** Standard error, over the unit of replication; absent where one unit alone was seen. */
  readonly error?: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The value, and some standard errors to each side; the value alone where there is none. */
export function errorBar({ value, error = 0 }: Measured, errors = 1): Interval & { readonly value: number } {
  return { value, low: value - errors * error, high: value + errors * error };
}

/** The same on a logarithmic axis, where a bar ends above 0: at a quarter of the value at least. */
export function positiveErrorBar(measured: Measured, errors = 1): Interval & { readonly value: number } {
  const { value, low, high } = errorBar(measured, errors);
  return { value, low: Math.max(low, value / 4), high };
}
