import { lengthOf, ofLength } from "../base/vectors.js";

/** The weights into one unit: they lie beside each other. */
interface Filter {
  readonly start: number;
  readonly length: number;
}

/** The filters of a network's flat weights, a row of a layer's matrix each; biases are in none. */
function* filtersOf(layers: readonly number[], biases: boolean): Generator<Filter> {
  let start = 0;
  for (const [layer, units] of layers.slice(1).entries()) {
    const inputs = layers[layer] as number;
    for (let unit = 0; unit < units; unit++) yield { start: start + unit * inputs, length: inputs };
    start += units * (inputs + Number(biases));
  }
}

/**
 * A direction with each filter as long as that of the weights, and 0 on biases: what scales a ReLU layer and scales its outputs
 * back, which leaves the network as it is, scales the direction too.
 *
 * Source: Li, Xu, Taylor, Studer, Goldstein, Visualizing the loss landscape of neural nets, NeurIPS 2018, section 4.
 */
export function filterNormalised(
  direction: Float64Array,
  weights: Float64Array,
  { layers, biases }: { readonly layers: readonly number[]; readonly biases: boolean },
): Float64Array {
  const normalised = new Float64Array(direction.length);
  for (const { start, length } of filtersOf(layers, biases)) {
    const filter = direction.subarray(start, start + length);
    normalised.set(ofLength(filter, lengthOf(weights.subarray(start, start + length))), start);
  }
  return normalised;
}
