type Numbers = ArrayLike<number>;

export function dot(x: Numbers, y: Numbers): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] as number) * (y[i] as number);
  return sum;
}

/** NaN for no values. */
export function mean(values: Numbers): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}

export const lengthOf = (vector: Numbers): number => Math.sqrt(dot(vector, vector));

/** The vector scaled to a length. */
export function ofLength(vector: Float64Array, length: number): Float64Array {
  const by = length / lengthOf(vector);
  return vector.map((entry) => by * entry);
}

/** Σ share·vector. */
export function combined(
  ...terms: readonly (readonly [share: number, vector: Float64Array])[]
): Float64Array {
  const sum = new Float64Array(terms[0]?.[1].length ?? 0);
  for (const [share, vector] of terms)
    for (let place = 0; place < sum.length; place++)
      sum[place] = (sum[place] as number) + share * (vector[place] as number);
  return sum;
}

/** What is orthogonal to another vector of it. */
export const across = (vector: Float64Array, other: Float64Array): Float64Array =>
  combined([1, vector], [-dot(vector, other) / dot(other, other), other]);
