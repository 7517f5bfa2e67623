import { InvalidInputError } from "../base/errors.js";
import { choice, list, type ObjectOf, optional, seed, wholeNumber, withDefault } from "../base/schema.js";
import { ARROW_HELP, ofPart, readArrowSamples } from "../data/arrow-samples.js";
import { isBytes } from "../data/bytes.js";
import { Dataset } from "../data/dataset.js";
import { MNIST_HELP } from "../data/mnist.js";
import type { Quantity, Size } from "../figures/about.js";
import type { Trainings } from "../network/index.js";
import { architectureFields, initialField, recipeFields } from "../network/options.js";
import { NETWORKS } from "../network/tables.js";
import {
  deriveSeed,
  type Files,
  type InputData,
  type InputNeed,
  type RowOf,
  type RunContext,
  rowsIn,
} from "./experiment.js";

/** The axes that experiments on networks have in common. */
export const HIDDEN: Size = { column: "hidden", label: "n₁", meaning: "hidden units n₁" };
export const TEST_LOSS: Quantity = { column: "test_loss", label: "test loss", symbol: "test loss" };

/** What the configs of experiments on networks have in common. */
export const networkFields = {
  data: choice({
    values: ["digits", "mnist", "own"],
    default: "digits",
    help: "digits: drawn by the program; mnist: given by --data mnist:DIR; own: by --data arrow:FILE",
  }),
  trainSamples: optional(
    wholeNumber({ min: 1, max: 2 ** 31 - 1, help: "the first so many of the train set (all)" }),
  ),
  testSamples: optional(
    wholeNumber({ min: 1, max: 2 ** 31 - 1, help: "the first so many of the test set (all)" }),
  ),
  hidden: list({
    of: wholeNumber({ min: 1, max: 4096 }),
    max: 64,
    default: [10, 25, 50, 100],
    help: "units of the one hidden layer n1",
  }),
  replicas: wholeNumber({ min: 1, max: 1_000_000, default: 100, help: "networks a size" }),
  epochs: withDefault(recipeFields.epochs, 20),
  batchSize: recipeFields.batchSize,
  learningRate: withDefault(recipeFields.learningRate, 0.5),
  decay: withDefault(recipeFields.decay, 0.9),
  momentum: recipeFields.momentum,
  activation: architectureFields.activation,
  loss: architectureFields.loss,
  biases: architectureFields.biases,
  initial: initialField,
  seed: seed({ default: "1", help: "decides every random number; a decimal string above 2^53 - 1" }),
};

type Fields = ObjectOf<typeof networkFields>;
export type NetworkConfig = Pick<Fields, "data"> & Partial<Pick<Fields, "trainSamples" | "testSamples">>;

/** Some networks of one size. */
export interface Networks {
  readonly hidden: number;
  readonly first: number;
  readonly replicas: number;
}

/** The data sets of a run. */
export interface Sets {
  readonly train: Dataset;
  readonly test: Dataset;
  free(): void;
}

const need = (
  data: NetworkConfig["data"],
  help: string,
  read: InputNeed<NetworkConfig>["read"],
): InputNeed<NetworkConfig> => ({ help, isNeeded: (config) => config.data === data, read });

/** What `--data` gives. */
export const networkInputs = {
  mnist: need("mnist", `data "mnist" needs --data mnist:DIR. ${MNIST_HELP}`, async (source) => {
    if (typeof source !== "string")
      throw new InvalidInputError("inputs.mnist", source, "the path of a folder");
    const part = (part: "train" | "test") => Dataset.mnist(source, { part });
    return inputOf(await part("train"), await part("test"));
  }),
  own: need("own", `data "own" needs --data arrow:FILE. ${ARROW_HELP}`, readOwn),
};

/** @param source  the path of an Arrow file, its bytes, or the two data sets */
async function readOwn(source: unknown, files: Files | undefined): Promise<InputData> {
  const { train, test } = (source ?? {}) as { readonly train?: unknown; readonly test?: unknown };
  if (train instanceof Dataset && test instanceof Dataset) {
    if (train.features !== test.features)
      throw new InvalidInputError(
        "inputs.own.test",
        `${test.features} features`,
        `${train.features}, as the train set has`,
      );
    // What is freed then are these, which share the memory of the user's.
    return inputOf(train.take(train.samples), test.take(test.samples));
  }
  const name = typeof source === "string" ? source : "inputs.own";
  const bytes = typeof source === "string" ? await files?.read(source) : source;
  if (!isBytes(bytes))
    throw new InvalidInputError(
      "inputs.own",
      source,
      `an Arrow file that is there, its bytes, or { train, test }. ${ARROW_HELP}`,
    );
  const samples = await readArrowSamples(name, bytes);
  const part = (part: "train" | "test") => Dataset.from(ofPart(name, samples, part));
  return inputOf(part("train"), part("test"));
}

function inputOf(train: Dataset, test: Dataset): InputData {
  const arrays = {
    train_inputs: train.inputs,
    train_labels: Int32Array.from(train.labels),
    test_inputs: test.inputs,
    test_labels: Int32Array.from(test.labels),
    classes: Int32Array.of(Math.max(train.classes, test.classes)),
  };
  const hash = `${train.hash}-${test.hash}`;
  train.free();
  test.free();
  return { hash, arrays };
}

export type NetworkContext = RunContext<keyof typeof networkInputs>;

/** The data sets that a config asks for, made once a worker. */
export function setsOf(config: NetworkConfig, { inputs, shared }: NetworkContext): Sets {
  return shared(DATA_KEY, () => {
    const whole = config.data === "digits" ? drawn(config) : given(inputs[config.data]);
    const first = (set: Dataset, count: number | undefined) => {
      if (count === undefined || count === set.samples) return set;
      const part = set.take(count);
      set.free();
      return part;
    };
    const train = first(whole.train, config.trainSamples);
    const test = first(whole.test, config.testSamples);
    return {
      train,
      test,
      free() {
        train.free();
        test.free();
      },
    };
  });
}

/** How the networks of a size are trained. */
export function trainingOf(config: Omit<Fields, "replicas">, hidden: number, train: Dataset) {
  const { epochs, batchSize, learningRate, decay, momentum, activation, loss, biases, initial } = config;
  return {
    architecture: { layers: [train.features, hidden, train.classes], activation, loss, biases },
    recipe: { epochs, batchSize, learningRate, decay, momentum, initial },
    seed: deriveSeed(config.seed, hidden, 0),
  };
}

/** A network that was trained: its row, and its weights. */
export interface Ended {
  readonly row: RowOf<typeof NETWORKS>;
  readonly weights: Float64Array;
}

export const endsOf = ({ networks, weights }: Trainings): Ended[] =>
  rowsIn(NETWORKS, networks).map((row, place) => ({
    row,
    weights: weights.slice(place * row.parameters, (place + 1) * row.parameters),
  }));

const DATA_KEY = "data";

/** Only as many as are wanted are drawn: a sample's pixels do not depend on the others. */
function drawn({ trainSamples, testSamples }: NetworkConfig) {
  return {
    train: Dataset.digits({ part: "train", samples: trainSamples }),
    test: Dataset.digits({ part: "test", samples: testSamples }),
  };
}

function given({ arrays }: InputData) {
  const classes = arrays.classes?.[0] as number;
  const part = (name: "train" | "test") =>
    Dataset.from({
      inputs: arrays[`${name}_inputs`] as Float64Array,
      labels: arrays[`${name}_labels`] as Int32Array,
      classes,
    });
  return { train: part("train"), test: part("test") };
}

/** Inputs and classes that costs are estimated for: those of the built-in set and of MNIST at 10×10. */
export const FEATURES = 100;
export const CLASSES = 10;

/** Units a layer of a network whose hidden layers, `depth` of them, are all as wide. */
export const layersOf = (
  { features, classes }: { readonly features: number; readonly classes: number },
  depth: number,
  hidden: number,
): number[] => [features, ...new Array<number>(depth).fill(hidden), classes];

/** Weights and biases of a network on such data. */
export const weightsOf = (hidden: number) => hidden * (FEATURES + 1 + CLASSES) + CLASSES;

/**
 * Seconds of epochs of SGD of a network, 16 side by side. Measured as processor time on a loaded machine, strict build, counting 6 operations a weight
 * and sample: with 10, 25 and 100 hidden units on 3000 samples 3.0e10 to 3.3e10 a second (six epochs less one). Each network takes the samples in an
 * order of its own, so that those of large sets come from memory: on 20,000 of MNIST 0.8, 1.3 and 2.3 µs a sample with 25, 50 and 100 units.
 */
export const trainingCost = (weights: number, samples: number, epochs: number) =>
  epochs * samples * ((6 * weights) / 3.2e10 + (samples > CACHED_SAMPLES ? 2e-7 : 0));

/** Of 100 features in f32, 4 MB. */
const CACHED_SAMPLES = 10_000;

/** Operations a second of SGD of a network trained alone, likewise: 1.0e10 to 1.9e10. */
export const LONE_TRAINING_RATE = 1.5e10;

/**
 * Seconds of a gradient in f64 of one network. Measured likewise, of descents by L-BFGS on 500 and 2000 samples: 1.9 to 2.1 µs a sample with 5 hidden
 * units, 2.4, 3.1 and 3.5 with 10, 15 and 25, 4.4 with 50; 6.7 with 100 on 3000.
 */
export const gradientCost = (weights: number, samples: number) => samples * (1.7e-6 + 6e-10 * weights);

/** Likewise of the loss and the accuracy: 0.58, 0.75 and 1.3 µs a sample with 10, 25 and 50 hidden units. */
export const lossCost = (weights: number, samples: number) => gradientCost(weights, samples) / 4;

/**
 * Evaluations after which a descent by L-BFGS has usually converged. Measured from where SGD ends: 80 to 240 with 10 to 50 hidden units on 500 to 2000
 * samples; with 5 units over 300 on 500 and over 3000 on 2000. With more samples than two a weight it is a guess.
 */
const usualEnd = (hidden: number, samples: number) =>
  150 * Math.max(1, 10 / hidden) ** 4 * Math.max(1, samples / (2 * weightsOf(hidden))) ** 2;

/** Evaluations of an iteration of L-BFGS. */
const EVALUATIONS_OF_ITERATION = 1.1;

/** Seconds of a descent by L-BFGS of at most so many iterations. */
export const descentCost = (hidden: number, samples: number, iterations: number) =>
  Math.min(EVALUATIONS_OF_ITERATION * iterations, usualEnd(hidden, samples)) *
  gradientCost(weightsOf(hidden), samples);

/** Seconds to draw or to load a sample. */
const SAMPLE_COST = 4e-6;

/** What the shards of a run have in common: its data sets. */
export function sharedData(config: NetworkConfig) {
  const samples = samplesOf(config);
  return { key: DATA_KEY, cost: SAMPLE_COST * samples, memory: 12 * samples * FEATURES };
}

/** Samples of a config's test set, for estimates: the built-in and MNIST's have 10,000. */
export const testSamplesOf = ({ testSamples }: NetworkConfig) => testSamples ?? 10_000;

/** Samples of a config's train set, for estimates: the built-in and MNIST's have 60,000, and one's own may have as many. */
export const samplesOf = ({ trainSamples }: NetworkConfig) => trainSamples ?? 60_000;
