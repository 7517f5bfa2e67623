import { InvalidInputError } from "../../base/errors.js";
import { dot, lengthOf } from "../../base/vectors.js";
import { Dataset } from "../../data/dataset.js";
import { eigvalshAsync } from "../../eigen/index.js";
import { SpinGlass } from "../../glass/spin-glass.js";
import { Network } from "../../network/index.js";
import { activityOf } from "../../paths/activity.js";
import { gatesOf } from "../../paths/gates.js";
import { PathModel, type PathModelOptions, type Reduction } from "../../paths/index.js";
import { type Layout, layoutOf, nearestRoot, power } from "../../paths/layout.js";
import type { Rung } from "../../paths/tables.js";
import { mean } from "../../statistics/moments.js";
import { deriveSeed } from "../experiment.js";
import { layersOf } from "../networks.js";
import { uniformDirection } from "../overlaps.js";
import type { Config } from "./config.js";

type Watched = { readonly signal: AbortSignal | undefined };

/** A loss as a function of weights, or of fewer numbers that stand for them. */
export interface Landscape {
  readonly parameters: number;
  /** Whether it is one on a sphere around 0. */
  readonly isSphere: boolean;
  /** The norm of the starts, at which random weights are compared. */
  readonly radius: number;
  start(number: number): Float64Array;
  value(w: Float64Array): number;
  gradient(w: Float64Array): Float64Array;
  /** Random weights as large as others: layer by layer, before layers share values. */
  alike(w: Float64Array, number: number): Float64Array;
  /** Of the Hessian, or of the sphere Hessian. */
  eigenvalues(w: Float64Array, watched: Watched): Promise<Float64Array>;
  free(): void;
}

/** What the rungs of one draw have in common. */
export interface Draw {
  readonly config: Config;
  readonly layout: Layout;
  readonly data: Dataset;
  readonly seed: bigint;
  /** Where activations and margins are frozen. */
  readonly weights?: Float64Array;
}

/** The samples of a draw: those after the draws before it, of means over runs of inputs, with labels modulo `classes`. */
export function samplesOf({ samples, features, classes }: Config, train: Dataset, draw: number): Dataset {
  const [given, labels, width] = [train.inputs, train.labels, train.features];
  if (features > width) throw new InvalidInputError("features", features, `at most the data's ${width}`);
  const edge = (feature: number) => Math.floor((feature * width) / features);
  return Dataset.from({
    inputs: Float64Array.from({ length: samples * features }, (_, at) => {
      const sample = draw * samples + Math.floor(at / features);
      const [from, to] = [edge(at % features), edge((at % features) + 1)];
      return mean(given.subarray(sample * width + from, sample * width + to));
    }),
    labels: Array.from(labels.subarray(draw * samples, (draw + 1) * samples), (label) => label % classes),
    classes,
  });
}

export function drawOf(config: Config, train: Dataset, depth: number, hidden: number, draw: number): Draw {
  const data = samplesOf(config, train, draw);
  return {
    config,
    layout: layoutOf(layersOf(data, depth, hidden)),
    data,
    seed: deriveSeed(config.seed, 100 * hidden + depth, draw),
  };
}

/** The network itself. */
export function network(draw: Draw): Landscape {
  const { config, layout, data, seed } = draw;
  const { layers } = layout;
  const { loss, initial } = config;
  const at = <T>(weights: Float64Array, of: (network: Network) => T): T => {
    const network = Network.fromWeights({ layers, loss, biases: false, weights });
    try {
      return of(network);
    } finally {
      network.free();
    }
  };
  const start = startsOf({ layers, initial, seed });
  return {
    ...{ parameters: layout.weights, isSphere: false, radius: lengthOf(start(0)), start },
    alike: layersAlike(draw),
    value: (w) => at(w, (network) => network.loss(data)),
    gradient: (w) => at(w, (network) => network.gradient(data)),
    eigenvalues: (w, watched) =>
      eigvalshAsync(
        at(w, (network) => network.hessianMatrix(data)),
        { consume: true, ...watched },
      ),
    free() {},
  };
}

/** A rung above the network: its assumptions, and those of the rungs before it. */
export function landscapeOf(rung: Exclude<Rung, "network">, draw: Draw): Landscape {
  switch (rung) {
    case "spherical": {
      const { glass, ...line } = reductionOf(modelOf(rung, draw), draw);
      return onSphere(glass, line, draw.seed);
    }
    case "glass": {
      const [n, p] = [nearestRoot(draw.layout), draw.layout.order];
      return onSphere(SpinGlass.sample({ n, p, seed: draw.seed }), { constant: 0, slope: 1 }, draw.seed);
    }
    default:
      return unconstrained(modelOf(rung, draw), draw, rung === "shared");
  }
}

function modelOf(rung: Exclude<Rung, "network" | "glass">, draw: Draw): PathModel {
  const { config, layout, data, seed } = draw;
  const weights = draw.weights as Float64Array;
  const actual = { layers: layout.layers, data, loss: config.loss, seed };
  if (rung === "frozen") return PathModel.create({ ...actual, weights });
  const { rate } = activityOf(layout, gatesOf(layout, weights, data), data);
  const bernoulli: PathModelOptions = { ...actual, activity: "bernoulli", rate };
  if (rung === "bernoulli") return PathModel.create(bernoulli);
  // As large as the data's inputs are, in the mean of squares.
  const { inputs } = data;
  const scale = Math.sqrt(dot(inputs, inputs) / inputs.length);
  const independent: PathModelOptions = { ...bernoulli, inputs: "normal", scale };
  if (rung === "independent") return PathModel.create(independent);
  const shared: PathModelOptions = { ...independent, sharing: "random" };
  if (rung === "shared") return PathModel.create(shared);
  return PathModel.create({ ...shared, margins: "frozen", weights });
}

/** Of a model without an active path of a loss, which has no reduction, its constant beside couplings of 0. */
function reductionOf(model: PathModel, { seed }: Draw): Reduction {
  const { parameters: n, order: p } = model;
  const { value, gradient } = model.evaluate(uniformDirection(n, Math.sqrt(n), seed, 0));
  if (gradient.some((slope) => slope !== 0)) return model.reduction();
  return { constant: value, slope: 0, glass: SpinGlass.fromTensor(n, p, new Float64Array(power(n, p))) };
}

function unconstrained(model: PathModel, draw: Draw, isShared: boolean): Landscape {
  const { config, layout, seed } = draw;
  const ofNetworks = startsOf({ layers: layout.layers, initial: config.initial, seed });
  const { parameters } = model;
  // Of a size: as large a mean square as the network's weights have.
  const radius = lengthOf(ofNetworks(0)) * Math.sqrt(parameters / layout.weights);
  return {
    ...{ parameters, isSphere: false, radius },
    start: (number) => (isShared ? uniformDirection(parameters, radius, seed, number) : ofNetworks(number)),
    alike: isShared ? alike(seed) : layersAlike(draw),
    value: (w) => model.value(w),
    gradient: (w) => model.gradient(w),
    eigenvalues: (w, watched) => eigvalshAsync(model.hessian(w), watched),
    free() {},
  };
}

function onSphere(
  glass: SpinGlass,
  { constant, slope }: { readonly constant: number; readonly slope: number },
  seed: bigint,
): Landscape {
  const radius = Math.sqrt(glass.n);
  return {
    ...{ parameters: glass.n, isSphere: true, radius },
    start: (number) => uniformDirection(glass.n, radius, seed, number),
    alike: alike(seed),
    value: (w) => constant + slope * glass.energy(w),
    gradient: (w) => glass.gradient(w).map((entry) => slope * entry),
    eigenvalues: async (w, watched) =>
      (await eigvalshAsync(glass.sphereHessian(w), { consume: true, ...watched })).map(
        (value) => slope * value,
      ),
    free: () => glass.free(),
  };
}

/** Of one norm. */
function alike(seed: bigint): Landscape["alike"] {
  const own = deriveSeed(String(seed), 0, 2);
  return (w, number) => uniformDirection(w.length, lengthOf(w), own, number);
}

/** Of the same norm in each layer: the outputs of networks and of sums over paths are as large as the product of these. */
function layersAlike({ layout, seed }: Draw): Landscape["alike"] {
  const { offsets } = layout;
  const own = deriveSeed(String(seed), 0, 2);
  return (w, number) => {
    const found = new Float64Array(w.length);
    offsets.forEach((from, k) => {
      const layer = w.subarray(from, offsets[k + 1]);
      found.set(uniformDirection(layer.length, lengthOf(layer), own, number * offsets.length + k), from);
    });
    return found;
  };
}

function startsOf(options: {
  readonly layers: readonly number[];
  readonly initial: Config["initial"];
  readonly seed: bigint;
}): (number: number) => Float64Array {
  return (replica) => {
    const network = Network.create({ ...options, biases: false, replica });
    const { weights } = network;
    network.free();
    return weights;
  };
}
