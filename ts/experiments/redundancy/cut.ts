import { PURPOSES, Stream } from "../../base/random.js";
import { evenness } from "../../statistics/evenness.js";
import type { Cut } from "../../statistics/k-means.js";

/** Weights that are cut by themselves: from `from` up to but not including `to`. */
export interface Region {
  readonly from: number;
  readonly to: number;
}

/** Where the weights and biases of each layer stand among a network's. */
export function layerRegions(layers: readonly number[], biases: boolean): Region[] {
  let to = 0;
  return layers.slice(1).map((width, place) => {
    const from = to;
    to += width * ((layers[place] as number) + Number(biases));
    return { from, to };
  });
}

/** The cuts of neighbouring regions as one of all weights, whose values are those of the first, then of the second, and so on. */
export function joinCuts(cuts: readonly Cut[]): Cut {
  let before = 0;
  const codes = cuts.flatMap(({ codes, values }) => {
    const shifted = Array.from(codes, (code) => code + before);
    before += values.length;
    return shifted;
  });
  return {
    codes: Uint32Array.from(codes),
    values: Float64Array.from(cuts.flatMap(({ values }) => [...values])),
  };
}

/** Groups of random weights, as many in each but for one, that have the weight of one of theirs in common. */
export function randomCut(weights: Float64Array, count: number, seed: bigint, replica: number): Cut {
  const stream = new Stream(seed, PURPOSES.assignments, replica, count);
  const order = Uint32Array.from(weights, (_, place) => place);
  for (let left = order.length; left > 1; left--) {
    const drawn = stream.below(left);
    [order[left - 1], order[drawn]] = [order[drawn] as number, order[left - 1] as number];
  }
  const codes = new Uint32Array(weights.length);
  order.forEach((weight, place) => {
    codes[weight] = place % count;
  });
  return {
    codes,
    values: Float64Array.from(order.subarray(0, count), (weight) => weights[weight] as number),
  };
}

/** How many values are used, and how evenly: 1/(distinct·Σ share²), 1 where all values have as many weights. */
export function useOf(weights: Float64Array): { readonly distinct: number; readonly evenness: number } {
  const counts = new Map<number, number>();
  for (const weight of weights) counts.set(weight, (counts.get(weight) ?? 0) + 1);
  return { distinct: counts.size, evenness: evenness([...counts.values()]) };
}
