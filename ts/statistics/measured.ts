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
