import type { Dataset } from "../data/dataset.js";
import { Network } from "../network/index.js";
import type { Layout } from "./layout.js";

/** Which hidden units are on: of each hidden layer samples × units, 1 or 0. */
export type Gates = readonly Uint8Array[];

/**
 * The activations of a ReLU network without biases at given weights.
 *
 * The network up to a layer ends in that layer's potentials: its outputs are linear.
 */
export function gatesOf({ layers, offsets }: Layout, weights: Float64Array, data: Dataset): Gates {
  return layers.slice(1, -1).map((_, hidden) => {
    const below = Network.fromWeights({
      layers: layers.slice(0, hidden + 2),
      biases: false,
      weights: weights.subarray(0, offsets[hidden + 1]),
    });
    try {
      return Uint8Array.from(below.outputs(data), (potential) => (potential > 0 ? 1 : 0));
    } finally {
      below.free();
    }
  });
}

/** Hidden parts of paths: (i_{H−1}, …, i_1), i_1 the fastest. */
export const hiddenPaths = ({ layers }: Pick<Layout, "layers">): number =>
  layers.slice(1, -1).reduce((product, width) => product * width, 1);

/** Whether each hidden part of a path is open on a sample, 1 or 0: the product of its gates. */
export function openPaths(layout: Layout, gates: Gates, sample: number): Uint8Array {
  let open = Uint8Array.of(1);
  for (let hidden = gates.length - 1; hidden >= 0; hidden--) {
    const width = layout.layers[hidden + 1] as number;
    const on = (gates[hidden] as Uint8Array).subarray(sample * width, (sample + 1) * width);
    const longer = new Uint8Array(open.length * width);
    for (let m = 0; m < open.length; m++) if (open[m] === 1) longer.set(on, m * width);
    open = longer;
  }
  return open;
}
