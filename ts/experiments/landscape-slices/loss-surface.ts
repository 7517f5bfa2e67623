import type { Dataset } from "../../data/dataset.js";
import { lanczosAsync } from "../../lanczos/index.js";
import { type ArchitectureOptions, Network } from "../../network/index.js";
import { turn } from "../turn.js";

/** Of the ends of the spectrum: an eigenvector is right to about that over the gap beside its eigenvalue, in units of the largest. */
const TOLERANCE = 1e-6;

/** An eigenvalue and its unit eigenvector. */
export interface Eigenpair {
  readonly value: number;
  readonly vector: Float64Array;
}

/** A loss over a data set as a function of the weights. */
export class LossSurface {
  constructor(
    private readonly architecture: ArchitectureOptions,
    private readonly data: Dataset,
    private readonly signal: AbortSignal | undefined,
  ) {}

  evaluate(weights: Float64Array): Promise<{ readonly loss: number; readonly accuracy: number }> {
    return this.#at(weights, (network) => network.evaluate(this.data));
  }

  gradient(weights: Float64Array): Promise<Float64Array> {
    return this.#at(weights, (network) => network.gradient(this.data));
  }

  /** The lowest and the highest eigenpair of the Hessian; without those that Lanczos' iteration does not find. */
  extremes(weights: Float64Array): Promise<{ readonly lowest?: Eigenpair; readonly highest?: Eigenpair }> {
    return this.#at(weights, async (network) => {
      const hessian = network.hessianOperator(this.data);
      try {
        const found = await lanczosAsync(hessian, {
          ...{ count: 2, which: "both", tolerance: TOLERANCE },
          signal: this.signal,
        });
        if (found.status !== "converged") return {};
        const n = weights.length;
        const pair = (k: number) => ({
          value: found.values[k] as number,
          vector: found.vectors.slice(k * n, (k + 1) * n),
        });
        return { lowest: pair(0), highest: pair(1) };
      } finally {
        hessian.free();
      }
    });
  }

  async #at<T>(weights: Float64Array, read: (network: Network) => T | Promise<T>): Promise<T> {
    await turn("landscape-slices", this.signal);
    const network = Network.fromWeights({ ...this.architecture, weights });
    try {
      return await read(network);
    } finally {
      network.free();
    }
  }
}
