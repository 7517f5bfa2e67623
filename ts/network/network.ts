import { allFinite, type Numbers, toVector } from "../base/arrays.js";
import { InvalidInputError } from "../base/errors.js";
import { type FieldsOf, number, object, watchFields } from "../base/schema.js";
import { Dataset, samplesOf } from "../data/dataset.js";
import { eigvalsh, inertia, SymmetricMatrix } from "../eigen/index.js";
import { ImplicitMatrix } from "../lanczos/index.js";
import { call, fill, release, withBuffer } from "../wasm/call.js";
import type { Buffer, Network as Core, Multiplier } from "../wasm/generated/losscape_wasm.js";
import { Handle } from "../wasm/handle.js";
import { counted, run, runInTurns, type WatchOptions, type Work } from "../wasm/job.js";
import { type Architecture, architectureOf, initialOf } from "./architecture.js";
import {
  type ArchitectureOptions,
  type CreateOptions,
  createOptions,
  type TrainOptions,
  weightsOptions,
} from "./options.js";
import { type Trained, trainOne } from "./train.js";

export interface WeightsOptions extends ArchitectureOptions {
  /** W₁ row-major (out × in), b₁, W₂, b₂, …; without biases W₁, W₂, …. */
  readonly weights: Numbers;
}

export interface ToleranceOptions {
  /** Eigenvalues within it of 0 count as 0: 1e-3 by default, the paper's. */
  readonly tolerance?: number | undefined;
}

/** How many eigenvalues of the Hessian are below, within and above the tolerance of 0. */
export interface NetworkIndex {
  readonly negative: number;
  readonly zero: number;
  readonly positive: number;
  /** `negative` over the number of weights. */
  readonly normalised: number;
}

const toleranceOptions = object({
  tolerance: number({ min: 0, default: 1e-3 }),
} satisfies FieldsOf<ToleranceOptions>);

const watchOptions = object(watchFields);

/** Flops between two turns of the event loop: some tens of milliseconds. */
const FLOPS = 3e8;

/**
 * A fully connected network: z_l = W_l a_{l−1} + b_l, a_l = φ(z_l), a_0 a sample's inputs; the last layer is linear.
 *
 * Losses are means over the samples of a data set. Everything is computed in f64. At kinks (ReLU, hinge and absolute
 * losses) derivatives are 0, so that Hessians are those of the smooth piece on which the weights lie; ties of
 * Crammer and Singer's loss take the lowest class. It lives in WASM memory until `free()`.
 *
 * Source: Choromanska, Henaff, Mathieu, Ben Arous, LeCun, AISTATS 2015; Pearlmutter, Neural Comput. 6 (1994) 147 for products.
 *
 * @example
 * await init();
 * const data = Dataset.digits({ part: "train", samples: 500 });
 * const net = Network.create({ layers: [100, 10, 10], seed: 1 });
 * await net.train(data, { epochs: 5, batchSize: 50, learningRate: 0.1, seed: 1 });
 * net.index(data).negative > 0; // true
 */
export class Network {
  readonly #architecture: Architecture;
  readonly #handle: Handle<Core>;
  readonly #replica: number;

  private constructor(architecture: Architecture, network: Core, replica: number) {
    this.#architecture = architecture;
    this.#handle = new Handle("Network", network);
    this.#replica = replica;
  }

  /**
   * The network of a seed and a replica; its weights depend on these and on the layers alone.
   *
   * @throws InvalidInputError  an option, its value and what is allowed.
   * @throws OutOfMemoryError   the weights do not fit.
   */
  static create(options: CreateOptions): Network {
    const { initial, seed, replica, ...given } = createOptions.parse(options);
    const architecture = architectureOf(given);
    const { name, half } = initialOf(initial);
    const network = call((core) =>
      core.Network.create(architecture.settings, name, half, BigInt(seed), replica),
    );
    return new Network(architecture, network, replica);
  }

  /**
   * The network of given weights, which are copied. Weights whose outputs or losses overflow are refused where they do.
   *
   * @throws InvalidInputError  weights of another number than the layers have, or not finite.
   */
  static fromWeights(options: WeightsOptions): Network {
    const { weights, ...given } = weightsOptions.parse(options);
    const architecture = architectureOf(given);
    const vector = toVector("weights", weights, architecture.parameters);
    const network = call((core) => core.Network.fromWeights(architecture.settings, fill(core, vector)));
    return new Network(architecture, network, 0);
  }

  /** Units a layer, from the inputs to the outputs. */
  get layers(): readonly number[] {
    return this.#architecture.layers;
  }

  /** How many weights and biases there are. */
  get parameters(): number {
    return this.#architecture.parameters;
  }

  /** A copy of the weights and biases: W₁ row-major (out × in), b₁, W₂, b₂, …. */
  get weights(): Float64Array {
    return call(() => this.#object.weights());
  }

  /** The outputs of every sample: samples × classes, row-major. */
  outputs(data: Dataset): Float64Array {
    return this.#finite(call(() => this.#object.outputs(samplesOf(data))));
  }

  /** The mean loss over the samples. */
  loss(data: Dataset): number {
    return this.evaluate(data).loss;
  }

  /** The share of samples whose label has the largest output; of equal outputs the first wins. */
  accuracy(data: Dataset): number {
    return this.evaluate(data).accuracy;
  }

  /** Loss and accuracy in one pass over the samples. */
  evaluate(data: Dataset): { readonly loss: number; readonly accuracy: number } {
    const found = this.#finite(call(() => this.#object.evaluate(samplesOf(data))));
    const [loss, accuracy] = found as unknown as [number, number];
    return { loss, accuracy };
  }

  /** The samples of `data` with the labels that this network gives them: a teacher's set. */
  teach(data: Dataset): Dataset {
    return Dataset.adopt(call(() => this.#object.teach(samplesOf(data))));
  }

  /** The gradient of the loss, in the order of `weights`. */
  gradient(data: Dataset): Float64Array {
    return this.#finite(call(() => this.#object.gradient(samplesOf(data))));
  }

  /**
   * The Hessian of the loss: P×P, row-major, symmetric, in the order of `weights`.
   *
   * Cost: for one hidden layer of h units on m inputs about h²m²/2 flops a sample in which both units are on; 16P² bytes.
   */
  hessian(data: Dataset): Float64Array {
    return copied(this.hessianMatrix(data));
  }

  /** The Gauss–Newton matrix JᵀKJ, with J the outputs' derivatives and K the loss's by the outputs; of hinge and absolute losses it is 0. */
  gaussNewton(data: Dataset): Float64Array {
    return copied(this.gaussNewtonMatrix(data));
  }

  /** The Hessian, left in WASM memory (8P² bytes), where `eigvalsh`, `eigh`, `inertia` and `lanczos` take it. */
  hessianMatrix(data: Dataset): SymmetricMatrix {
    return run(this.#curvature("hessianMatrix", data, false));
  }

  /** `hessianMatrix` that can be watched and cancelled. @throws AbortedError */
  async hessianMatrixAsync(data: Dataset, options: WatchOptions = {}): Promise<SymmetricMatrix> {
    return this.#inTurns("hessianMatrixAsync", data, false, options);
  }

  /** The Gauss–Newton matrix, likewise. */
  gaussNewtonMatrix(data: Dataset): SymmetricMatrix {
    return run(this.#curvature("gaussNewtonMatrix", data, true));
  }

  /** `gaussNewtonMatrix` that can be watched and cancelled. @throws AbortedError */
  async gaussNewtonMatrixAsync(data: Dataset, options: WatchOptions = {}): Promise<SymmetricMatrix> {
    return this.#inTurns("gaussNewtonMatrixAsync", data, true, options);
  }

  /** The Hessian times `v`, without the matrix: one pass and its derivative along `v`. */
  hessianProduct(data: Dataset, v: Numbers): Float64Array {
    return this.#product(data, v, false);
  }

  /** The Gauss–Newton matrix times `v`, likewise. */
  gaussNewtonProduct(data: Dataset, v: Numbers): Float64Array {
    return this.#product(data, v, true);
  }

  /**
   * The Hessian by its products, for `lanczos` and `spectralDensity`: where P² numbers are too many.
   *
   * @throws InvalidInputError  data of other widths.
   */
  hessianOperator(data: Dataset): ImplicitMatrix {
    return this.#operator(data, false);
  }

  /** The Gauss–Newton matrix, likewise. */
  gaussNewtonOperator(data: Dataset): ImplicitMatrix {
    return this.#operator(data, true);
  }

  /** The P eigenvalues of the Hessian, ascending. Cost: the Hessian and 4P³/3 flops. */
  spectrum(data: Dataset): Float64Array {
    return eigvalsh(this.hessianMatrix(data), { consume: true });
  }

  /** How many eigenvalues of the Hessian are below, within and above the tolerance of 0, by two factorisations. */
  index(data: Dataset, options: ToleranceOptions = {}): NetworkIndex {
    const { tolerance } = toleranceOptions.parse(options);
    const found = inertia(this.hessianMatrix(data), { tolerance, consume: true });
    return { ...found, normalised: found.negative / this.parameters };
  }

  /**
   * Trains the network on a data set; its weights are those that the training ends with.
   *
   * By "sgd" the samples' order in an epoch is a permutation of (seed, replica, epoch). The bits are those of the same network
   * among others in `trainNetworks`.
   *
   * @throws AbortedError   the signal fired; the network is as it was.
   * @throws DisposedError  the network was freed, perhaps while it was trained.
   */
  async train(data: Dataset, options: TrainOptions): Promise<Trained> {
    const { weights, ...trained } = await trainOne(
      this.#architecture,
      this.weights,
      this.#replica,
      data,
      options,
    );
    // Of a network that was freed meanwhile nothing is left, and it says so.
    this.#handle.replace(() =>
      call((core) => core.Network.fromWeights(this.#architecture.settings, fill(core, weights))),
    );
    return trained;
  }

  /** Frees the weights. Idempotent; any later use throws `DisposedError`. */
  free(): void {
    this.#handle.free();
  }

  [Symbol.dispose](): void {
    this.free();
  }

  /** What was computed, unless it overflowed. */
  #finite<A extends Float64Array>(found: A): A {
    if (!allFinite(found)) this.#refuse();
    return found;
  }

  #finiteMatrix(matrix: Buffer): SymmetricMatrix {
    const n = this.parameters;
    try {
      call(() => matrix.checkLower(n));
    } catch (error) {
      release(matrix);
      if (error instanceof InvalidInputError) this.#refuse();
      throw error;
    }
    return SymmetricMatrix.adopt(n, matrix);
  }

  #refuse(): never {
    const largest = this.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    throw new InvalidInputError(
      "max|weights|",
      largest,
      "weights and inputs whose outputs and loss are doubles",
    );
  }

  get #object(): Core {
    return this.#handle.object;
  }

  #product(data: Dataset, v: Numbers, gaussNewton: boolean): Float64Array {
    const vector = toVector("v", v, this.parameters);
    const products = this.#products(data, gaussNewton);
    try {
      return this.#finite(withBuffer(vector, (_, buffer) => products.multiply(buffer)));
    } finally {
      release(products);
    }
  }

  #operator(data: Dataset, gaussNewton: boolean): ImplicitMatrix {
    return ImplicitMatrix.adopt(this.parameters, this.#products(data, gaussNewton));
  }

  #products(data: Dataset, gaussNewton: boolean): Multiplier {
    const network = this.#object;
    return call(() => network.products(samplesOf(data), gaussNewton));
  }

  async #inTurns(what: string, data: Dataset, gaussNewton: boolean, options: WatchOptions) {
    watchOptions.parse(options);
    return runInTurns(this.#curvature(what, data, gaussNewton), options);
  }

  #curvature(what: string, data: Dataset, gaussNewton: boolean): Work<Record<never, never>, SymmetricMatrix> {
    const network = this.#object;
    return {
      what,
      begin: () => network.curvature(samplesOf(data), gaussNewton),
      flops: FLOPS,
      progress: counted("samples"),
      columns: {},
      read: (_, job) => this.#finiteMatrix(call(() => job.matrix()) as Buffer),
    };
  }
}

/** A copy of a matrix, which is freed. */
function copied(matrix: SymmetricMatrix): Float64Array {
  try {
    return matrix.toArray();
  } finally {
    matrix.free();
  }
}
