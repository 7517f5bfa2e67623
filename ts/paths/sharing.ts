import { InvalidInputError } from "../base/errors.js";
import { PURPOSES, Stream } from "../base/random.js";
import { type Layout, nearestRoot } from "./layout.js";

export const SHARINGS = ["none", "even", "random"] as const;
export type Sharing = (typeof SHARINGS)[number];

/** Which of a few unique values each weight is. */
export interface Values {
  readonly count: number;
  readonly of: Uint32Array;
}

/**
 * Weights that are each one of `count` values; the nearest whole number to Λ = Ψ^(1/H) by default.
 *
 * Evenly, the weights of a layer take them in turn: where the count divides the width of every layer but the last, each product of H
 * values belongs to equally many paths, which is the paper's uniformity.
 *
 * @throws InvalidInputError  more values than weights.
 */
export function valuesOf(
  layout: Layout,
  sharing: Exclude<Sharing, "none">,
  given: number | undefined,
  seed: string,
): Values {
  const { weights, offsets } = layout;
  const count = given ?? Math.min(nearestRoot(layout), weights);
  if (count > weights)
    throw new InvalidInputError("values", count, `at most ${weights}, as many as there are weights`);
  if (sharing === "random") {
    const stream = new Stream(BigInt(seed), PURPOSES.paths, 0, 1);
    return { count, of: Uint32Array.from({ length: weights }, () => stream.below(count)) };
  }
  const of = new Uint32Array(weights);
  for (const [k, offset] of offsets.entries())
    for (let weight = offset; weight < (offsets[k + 1] ?? weights); weight++)
      of[weight] = (weight - offset) % count;
  return { count, of };
}

/** The weights of given values. */
export const spread = ({ of }: Values, values: Float64Array): Float64Array =>
  Float64Array.from(of, (value) => values[value] as number);

/** What is by weights, summed by their values. */
export function gathered({ count, of }: Values, byWeights: Float64Array): Float64Array {
  const sums = new Float64Array(count);
  for (let weight = 0; weight < of.length; weight++)
    sums[of[weight] as number] = (sums[of[weight] as number] as number) + (byWeights[weight] as number);
  return sums;
}

/** A matrix by weights, likewise. */
export function gatheredMatrix(values: Values, byWeights: Float64Array): Float64Array {
  const { count, of } = values;
  const sums = new Float64Array(count * count);
  for (let weight = 0; weight < of.length; weight++) {
    const row = gathered(values, byWeights.subarray(weight * of.length, (weight + 1) * of.length));
    const to = (of[weight] as number) * count;
    for (let value = 0; value < count; value++)
      sums[to + value] = (sums[to + value] as number) + (row[value] as number);
  }
  return sums;
}

/**
 * Coefficients of paths summed by the values of their weights: a tensor of `count`^H entries, with T(v_H, …, v_1) the sum over the paths
 * whose weight in layer k has the value v_k.
 */
export function tensorOf(
  { layers, offsets }: Layout,
  { count, of }: Values,
  coefficients: Float64Array,
): Float64Array {
  let [from, block] = [coefficients, 1];
  for (const [k, offset] of offsets.entries()) {
    const [inputs, outputs] = [layers[k] as number, layers[k + 1] as number];
    const rows = from.length / block / inputs;
    const to = new Float64Array(rows * count * block);
    for (let m = 0; m < rows; m++)
      for (let a = 0; a < inputs; a++) {
        const value = of[offset + (m % outputs) * inputs + a] as number;
        const [source, target] = [(m * inputs + a) * block, (m * count + value) * block];
        for (let e = 0; e < block; e++)
          to[target + e] = (to[target + e] as number) + (from[source + e] as number);
      }
    [from, block] = [to, block * count];
  }
  const tensor = new Float64Array(block);
  for (let at = 0; at < from.length; at++)
    tensor[at % block] = (tensor[at % block] as number) + (from[at] as number);
  return tensor;
}
