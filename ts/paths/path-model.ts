import { type Numbers, toVector } from "../base/arrays.js";
import { InvalidInputError } from "../base/errors.js";
import { dot } from "../base/vectors.js";
import type { Dataset } from "../data/dataset.js";
import { SpinGlass } from "../glass/spin-glass.js";
import { Network } from "../network/index.js";
import { coefficientsOf } from "./coefficients.js";
import { PathSums } from "./form.js";
import { gatesOf } from "./gates.js";
import { type Layout, layoutOf, MOST_PATHS, power } from "./layout.js";
import { type PathLoss, pieceOf } from "./loss.js";
import { type PathModelOptions, pathModelOptions } from "./options.js";
import { gathered, gatheredMatrix, spread, tensorOf, type Values, valuesOf } from "./sharing.js";

/** A loss that is linear in the outputs: constant + Σ over paths, one coefficient a path. */
interface Linear {
  readonly constant: number;
  readonly coefficients: Float64Array;
}

/** A loss with its kinks: coefficients of every sample, and the samples' labels. */
interface Kinked {
  readonly loss: PathLoss;
  readonly labels: ArrayLike<number>;
  readonly coefficients: readonly Float64Array[];
}

/** The loss on the sphere |v|² = Λ: constant + slope·H(v), H the energy of `glass`. */
export interface Reduction {
  readonly constant: number;
  readonly slope: number;
  readonly glass: SpinGlass;
}

/**
 * A network written as its paths: Y_j = q Σ X A Π_k w^(k) over the Ψ paths (i₀, …, i_H = j), with X the path's input, A ∈ {0, 1} whether it
 * is active and w^(k) its weight in layer k; and the mean over samples of a loss of these outputs.
 *
 * Each assumption that leads from a network to the spherical glass is an option: activations frozen at given weights, drawn or at their
 * mean; independent inputs; margins frozen, so that hinge and absolute losses become C₁ + C₂·(a sum over paths); weights that are each one of
 * Λ values. With all of them the loss is C₁ + C₂·H of a spherical glass of order H with N = Λ spins, which `reduction` gives.
 *
 * H counts layers of weights: a network with one hidden layer has H = 2. Nothing of it lives in WASM memory: 8Ψ bytes, or 8Ψ a sample where
 * margins are free.
 *
 * Source: Choromanska, Henaff, Mathieu, Ben Arous, LeCun, AISTATS 2015, section 3.
 *
 * @example
 * await init();
 * const data = Dataset.from({ inputs: [1, 2, 3], labels: [0], classes: 1 });
 * const weights = [1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0.1];
 * const model = PathModel.create({ layers: [3, 2, 2, 1], data, weights });
 * model.paths; // 12
 */
export class PathModel {
  readonly #layout: Layout;
  readonly #form: Linear | Kinked;
  readonly #shared: Values | undefined;
  readonly #sums: PathSums;

  private constructor(layout: Layout, form: Linear | Kinked, shared: Values | undefined) {
    this.#layout = layout;
    this.#form = form;
    this.#shared = shared;
    this.#sums = new PathSums(layout);
  }

  /**
   * The model of some layers on a data set.
   *
   * @throws InvalidInputError  an option, its value and what is allowed; more than 10⁸ paths (of all samples together, where margins are
   *                            free), more unique values than weights, data of other widths than the layers.
   *
   * Cost: Ψ·(samples) coefficients; drawn ones take 0.1 µs each.
   */
  static create(options: PathModelOptions): PathModel {
    const { data, weights: given, layers, ...rest } = pathModelOptions.parse(options);
    const { loss, activity, rate, inputs, margins, sharing, values, scale, seed } = rest;
    const layout = layoutOf(layers);
    checkWidths(layout, data);
    const isFrozen = activity === "actual" || margins === "frozen";
    if (!isFrozen && given !== undefined)
      throw new InvalidInputError(
        "weights",
        given,
        "no weights where neither activations nor margins are frozen",
      );
    const weights = isFrozen ? toVector("weights", given, layout.weights) : new Float64Array(0);
    const shared = sharing === "none" ? undefined : valuesOf(layout, sharing, values, seed);
    const coefficients = coefficientsOf({
      ...{ layout, data, inputs, scale, seed },
      activity:
        activity === "actual"
          ? gatesOf(layout, weights, data)
          : { rate: rate as number, drawn: activity === "bernoulli" },
    });
    const form =
      margins === "frozen"
        ? linear(layout, loss, data, weights, coefficients)
        : kinked(layout, loss, data, coefficients);
    return new PathModel(layout, form, shared);
  }

  /** H: factors of a path, and layers of weights. */
  get order(): number {
    return this.#layout.order;
  }

  /** Ψ: paths. */
  get paths(): number {
    return this.#layout.paths;
  }

  /** N: weights. */
  get weightCount(): number {
    return this.#layout.weights;
  }

  /** Λ = Ψ^(1/H). */
  get lambda(): number {
    return this.paths ** (1 / this.order);
  }

  /** What it is a function of so many of: unique values where weights share them, weights else. */
  get parameters(): number {
    return this.#shared?.count ?? this.weightCount;
  }

  /** The weights of given parameters: W₁ row-major (out × in), W₂, …. */
  weightsOf(parameters: Numbers): Float64Array {
    const given = toVector("parameters", parameters, this.parameters);
    return this.#shared === undefined ? given.slice() : spread(this.#shared, given);
  }

  /** The outputs of every sample, samples × classes. @throws InvalidInputError  frozen margins, which keep no sample. */
  outputs(parameters: Numbers): Float64Array {
    const form = this.#form;
    if ("constant" in form)
      throw new InvalidInputError("margins", "frozen", '"free", as outputs are of single samples');
    const weights = this.weightsOf(parameters);
    const classes = this.#layout.layers.at(-1) as number;
    const outputs = new Float64Array(form.coefficients.length * classes);
    form.coefficients.forEach((own, sample) => {
      outputs.set(this.#sums.sums(own, weights), sample * classes);
    });
    return outputs;
  }

  /** The mean loss over the samples. */
  value(parameters: Numbers): number {
    return this.#evaluate(parameters).value;
  }

  /** Its gradient. */
  gradient(parameters: Numbers): Float64Array {
    return this.evaluate(parameters).gradient;
  }

  /** Both in one pass. Cost: 4Ψ flops, of every sample where margins are free. */
  evaluate(parameters: Numbers): { readonly value: number; readonly gradient: Float64Array } {
    const byWeights = new Float64Array(this.weightCount);
    const { value } = this.#evaluate(parameters, byWeights);
    return { value, gradient: this.#shared === undefined ? byWeights : gathered(this.#shared, byWeights) };
  }

  /** The Hessian of the piece on which the parameters lie, row-major. Cost: 4ΨN flops. */
  hessian(parameters: Numbers): Float64Array {
    const weights = this.weightsOf(parameters);
    const byWeights = this.#sums.hessian(this.#pieceAt(weights), weights);
    return this.#shared === undefined ? byWeights : gatheredMatrix(this.#shared, byWeights);
  }

  /**
   * The model on the sphere |v|² = Λ of its unique values: its loss is constant + slope·H(v) with H the energy of a spherical glass whose
   * couplings have mean square 1. The glass is the caller's to free.
   *
   * @throws InvalidInputError  free margins, weights that are not shared, an order that no glass has, and a loss without a path.
   */
  reduction(): Reduction {
    const form = this.#form;
    if (!("constant" in form))
      throw new InvalidInputError("margins", "free", '"frozen", as the energy of a glass has no kinks');
    if (this.#shared === undefined)
      throw new InvalidInputError("sharing", "none", '"even" or "random", as spins are unique values');
    const { count } = this.#shared;
    const tensor = tensorOf(this.#layout, this.#shared, form.coefficients);
    const size = Math.sqrt(dot(tensor, tensor) / tensor.length);
    if (size === 0)
      throw new InvalidInputError("max|qXA|", 0, "an active path of a sample that is within its margin");
    return {
      constant: form.constant,
      slope: size * Math.sqrt(power(count, this.order - 1)),
      glass: SpinGlass.fromTensor(
        count,
        this.order,
        tensor.map((entry) => entry / size),
      ),
    };
  }

  /** The loss; adds its gradient by the weights to `gradient`, where there is one. */
  #evaluate(parameters: Numbers, gradient?: Float64Array): { readonly value: number } {
    const weights = this.weightsOf(parameters);
    const form = this.#form;
    if ("constant" in form) {
      const sums = this.#sums.sums(form.coefficients, weights);
      const value = sums.reduce((sum, one) => sum + one, form.constant);
      if (gradient) this.#sums.addGradient(new Float64Array(sums.length).fill(1), weights, gradient);
      return { value };
    }
    const samples = form.coefficients.length;
    let value = 0;
    form.coefficients.forEach((own, sample) => {
      const { loss, slopes } = lossOf(form, sample, this.#sums.sums(own, weights));
      value += loss;
      if (gradient)
        this.#sums.addGradient(
          slopes.map((slope) => slope / samples),
          weights,
          gradient,
        );
    });
    return { value: value / samples };
  }

  /** The coefficients of the piece at some weights. */
  #pieceAt(weights: Float64Array): Float64Array {
    const form = this.#form;
    if ("constant" in form) return form.coefficients;
    const total = new Float64Array(this.paths);
    form.coefficients.forEach((own, sample) => {
      const { slopes } = lossOf(form, sample, this.#sums.sums(own, weights));
      addScaled(total, own, slopes, form.coefficients.length);
    });
    return total;
  }
}

function checkWidths({ layers }: Layout, data: Dataset): void {
  const [inputs, outputs] = [layers[0], layers.at(-1)];
  if (data.features !== inputs) throw new InvalidInputError("data.features", data.features, String(inputs));
  if (data.classes !== outputs) throw new InvalidInputError("data.classes", data.classes, String(outputs));
}

function kinked(layout: Layout, loss: PathLoss, data: Dataset, of: (sample: number) => Float64Array): Kinked {
  const { samples, labels } = data;
  const most = Math.floor(MOST_PATHS / layout.paths);
  if (samples > most)
    throw new InvalidInputError(
      "data.samples",
      samples,
      `at most ${most} with ${layout.paths} paths each, as margins are free`,
    );
  return { loss, labels, coefficients: Array.from({ length: samples }, (_, sample) => of(sample).slice()) };
}

function linear(
  layout: Layout,
  loss: PathLoss,
  data: Dataset,
  weights: Float64Array,
  of: (sample: number) => Float64Array,
): Linear {
  const { samples, labels } = data;
  const classes = layout.layers.at(-1) as number;
  const network = Network.fromWeights({ layers: layout.layers, biases: false, weights });
  const outputs = network.outputs(data);
  network.free();
  const coefficients = new Float64Array(layout.paths);
  let constant = 0;
  for (let sample = 0; sample < samples; sample++) {
    const own = outputs.subarray(sample * classes, (sample + 1) * classes);
    const pieces = Array.from(own, (output, j) => pieceOf(loss, output, j === labels[sample]));
    constant += pieces.reduce((sum, piece) => sum + piece.constant, 0);
    addScaled(
      coefficients,
      of(sample),
      Float64Array.from(pieces, ({ slope }) => slope),
      samples,
    );
  }
  return { constant: constant / samples, coefficients };
}

/** A sample's loss, and its slopes by the outputs. */
function lossOf({ loss, labels }: Kinked, sample: number, outputs: Float64Array) {
  const slopes = new Float64Array(outputs.length);
  let total = 0;
  for (let j = 0; j < outputs.length; j++) {
    const output = outputs[j] as number;
    const { constant, slope } = pieceOf(loss, output, j === labels[sample]);
    slopes[j] = slope;
    total += constant + slope * output;
  }
  return { loss: total, slopes };
}

/** Adds the coefficients of the paths to each output times its slope, over `samples`. */
function addScaled(to: Float64Array, own: Float64Array, slopes: Float64Array, samples: number): void {
  const each = own.length / slopes.length;
  slopes.forEach((slope, j) => {
    const by = slope / samples;
    if (by !== 0)
      for (let path = j * each; path < (j + 1) * each; path++)
        to[path] = (to[path] as number) + by * (own[path] as number);
  });
}
