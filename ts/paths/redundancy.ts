import type { Layout } from "./layout.js";

/** Weights that were each moved to the nearest of a few values. */
export interface FewValues {
  /** Ascending. */
  readonly values: Float64Array;
  /** Which of them each weight is. */
  readonly of: Int32Array;
}

const MOST_ROUNDS = 200;

/**
 * At most `count` values that weights are moved to with a locally least sum of squares: Lloyd's iteration from equal shares of the ordered
 * weights.
 *
 * Source: Lloyd, IEEE Trans. Inf. Theory 28 (1982) 129.
 */
export function fewValues(weights: Float64Array, count: number): FewValues {
  const sorted = Float64Array.from(weights).sort();
  const sums = new Float64Array(sorted.length + 1);
  for (let i = 0; i < sorted.length; i++) sums[i + 1] = (sums[i] as number) + (sorted[i] as number);
  let edges = Array.from({ length: count + 1 }, (_, k) => Math.round((k * sorted.length) / count));
  let values: number[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const filled = edges
      .slice(1)
      .flatMap((to, k) => ((edges[k] as number) < to ? [[edges[k] as number, to] as const] : []));
    values = filled.map(([from, to]) => ((sums[to] as number) - (sums[from] as number)) / (to - from));
    const inner = values.slice(1).map((value, k) => below(sorted, (value + (values[k] as number)) / 2));
    const next = [0, ...inner, sorted.length];
    if (next.length === edges.length && next.every((edge, k) => edge === edges[k])) break;
    edges = next;
  }
  const middles = values.slice(1).map((value, k) => (value + (values[k] as number)) / 2);
  return {
    values: Float64Array.from(values),
    of: Int32Array.from(weights, (weight) =>
      middles.reduce((place, middle) => place + (weight >= middle ? 1 : 0), 0),
    ),
  };
}

/** How many of ascending values are below one. */
function below(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** 1 where counts are even, 1/(their number) where one has all: 1/(K Σ f²), f the shares of K counts. */
export function evenness(counts: ArrayLike<number>): number {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    sum += count;
    squares += count * count;
  }
  return sum ** 2 / (counts.length * squares);
}

/** How many weights are each value. */
export function useOf({ values, of }: FewValues): Float64Array {
  const counts = new Float64Array(values.length);
  for (const value of of) counts[value] = (counts[value] as number) + 1;
  return counts;
}

/**
 * How many paths have each product of H values, K^H counts: the paper's uniformity is that they are even.
 *
 * Layer by layer, the paths that end at a unit by the values that they took.
 */
export function pathsByValues({ layers, offsets }: Layout, { values, of }: FewValues): Float64Array {
  const count = values.length;
  let block = 1;
  let from = new Float64Array(layers[0] as number).fill(1);
  for (const [k, offset] of offsets.entries()) {
    const [inputs, outputs] = [layers[k] as number, layers[k + 1] as number];
    const to = new Float64Array(outputs * count * block);
    for (let b = 0; b < outputs; b++)
      for (let a = 0; a < inputs; a++) {
        const target = (b * count + (of[offset + b * inputs + a] as number)) * block;
        for (let e = 0; e < block; e++)
          to[target + e] = (to[target + e] as number) + (from[a * block + e] as number);
      }
    [from, block] = [to, block * count];
  }
  const total = new Float64Array(block);
  for (let at = 0; at < from.length; at++)
    total[at % block] = (total[at % block] as number) + (from[at] as number);
  return total;
}
