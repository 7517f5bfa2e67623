import { dot, mean } from "../base/vectors.js";

/** How far the inputs of paths are from independent and standard normal. Inputs that do not vary count in no mean. */
export interface PathInputs {
  /** The mean of all inputs in units of their standard deviation. */
  readonly mean: number;
  /** Mean r² of two inputs over samples. */
  readonly correlation: number;
  /** (tr C)²/tr C² of the inputs' covariance C: as many independent ones of one variance have it. */
  readonly independent: number;
  /** Mean over inputs of skewness and of excess kurtosis. */
  readonly skewness: number;
  readonly kurtosis: number;
}

/** Each feature of all samples, less its mean. */
export function centredColumns(inputs: Float64Array, features: number): Float64Array[] {
  const samples = inputs.length / features;
  return Array.from({ length: features }, (_, i) => {
    const own = Float64Array.from(
      { length: samples },
      (_, sample) => inputs[sample * features + i] as number,
    );
    const centre = mean(own);
    return own.map((value) => value - centre);
  });
}

export function pathInputsOf(inputs: Float64Array, features: number): PathInputs {
  const samples = inputs.length / features;
  const moment = (values: Float64Array, order: number, centre = 0) =>
    values.reduce((sum, value) => {
      let product = 1;
      for (let factor = 0; factor < order; factor++) product *= value - centre;
      return sum + product;
    }, 0) / values.length;
  const centre = mean(inputs);
  const varying = centredColumns(inputs, features).filter((column) => moment(column, 2) > 0);
  const variances = varying.map((column) => moment(column, 2));
  const over = (of: (column: Float64Array, variance: number) => number) =>
    varying.reduce((sum, column, i) => sum + of(column, variances[i] as number), 0) / varying.length;
  let [squares, correlations] = [0, 0];
  for (const [i, one] of varying.entries())
    for (let j = 0; j < i; j++) {
      const other = varying[j] as Float64Array;
      const covariance = dot(one, other) / samples;
      squares += 2 * covariance ** 2;
      correlations += covariance ** 2 / ((variances[i] as number) * (variances[j] as number));
    }
  const trace = variances.reduce((sum, variance) => sum + variance, 0);
  return {
    mean: centre / Math.sqrt(moment(inputs, 2, centre)),
    correlation: correlations / ((varying.length * (varying.length - 1)) / 2),
    independent: trace ** 2 / variances.reduce((sum, variance) => sum + variance ** 2, squares),
    skewness: over((column, variance) => moment(column, 3) / (variance * Math.sqrt(variance))),
    kurtosis: over((column, variance) => moment(column, 4) / variance ** 2 - 3),
  };
}
