import {
  anyOf,
  anything,
  boolean,
  choice,
  type FieldsOf,
  list,
  number,
  object,
  optional,
  seed,
  watchFields,
  wholeNumber,
} from "../base/schema.js";
import { type VariantOf, variants } from "../base/variants.js";
import { datasetField } from "../data/dataset.js";
import type { WatchOptions } from "../wasm/job.js";

/** Activations of all layers but the last, which is linear. */
export const ACTIVATIONS = ["relu", "tanh", "softplus", "linear"] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/** Losses of a sample; a data set's is the mean over its samples. */
export const LOSSES = [
  "cross-entropy",
  "squared",
  "absolute",
  "hinge-one-vs-all",
  "hinge-weston-watkins",
  "hinge-crammer-singer",
] as const;
export type Loss = (typeof LOSSES)[number];

/** How the weights begin: uniform in [−1, 1], in Glorot's or He's bounds, or in [−a, a]. */
export type Initial = "unit-cube" | "glorot" | "he" | { readonly uniform: number };

/** The methods of the tables' vocabulary. */
export const METHODS = ["sgd", "gradient-descent", "l-bfgs", "simulated-annealing"] as const;

/** How the learning rate falls with the epochs. */
export type Schedule = "exponential" | "step" | "cosine" | "inverse";

/** The most weights that one allocation holds. */
const MAX_WIDTH = 2 ** 24;
const MAX_EPOCHS = 2 ** 31 - 1;
const MAX_REPLICAS = 2 ** 31 - 1;

export interface ArchitectureOptions {
  /** Units a layer, from the inputs to the outputs: [100, 25, 10]; without a hidden layer [100, 10]. */
  readonly layers: readonly number[];
  /** Of all layers but the last, which is linear: "relu" (the default), "tanh", "softplus" or "linear". */
  readonly activation?: Activation | undefined;
  /** Of a sample; "cross-entropy" by default. */
  readonly loss?: Loss | undefined;
  /** Whether units have biases (true). */
  readonly biases?: boolean | undefined;
}

export const architectureFields = {
  layers: list({
    of: wholeNumber({ min: 1, max: MAX_WIDTH }),
    min: 2,
    max: 32,
    repeats: true,
    help: "units a layer, from the inputs to the outputs",
  }),
  activation: choice({
    values: ACTIVATIONS,
    default: "relu",
    help: "of all layers but the last, which is linear",
  }),
  loss: choice({
    values: LOSSES,
    default: "cross-entropy",
    help: "of a sample; the mean is taken over samples",
  }),
  biases: boolean({ default: true, help: "whether units have biases" }),
} satisfies FieldsOf<ArchitectureOptions>;

export const initialField = anyOf({
  of: [
    choice({ values: ["unit-cube", "glorot", "he"] }),
    object({ uniform: number({ min: 0 }) }, { help: "uniform in [-uniform, uniform]" }),
  ],
  default: "unit-cube",
  help: "how weights and biases begin; unit-cube: uniform in [-1, 1]",
});

export interface CreateOptions extends ArchitectureOptions {
  /** How weights and biases begin: "unit-cube" (uniform in [−1, 1], the default), "glorot", "he" or { uniform: a }. */
  readonly initial?: Initial | undefined;
  /** A non-negative safe integer, a bigint below 2^64, or its decimal digits. */
  readonly seed: number | bigint | string;
  /** Number of the network among those of a seed (0). */
  readonly replica?: number | undefined;
}

export const createOptions = object({
  ...architectureFields,
  initial: initialField,
  seed: seed(),
  replica: wholeNumber({ min: 0, max: 2 ** 32 - 1, default: 0 }),
} satisfies FieldsOf<CreateOptions>);

/** Stochastic gradient descent over batches of a fresh permutation an epoch: the default. */
export interface SgdOptions {
  readonly method?: "sgd" | undefined;
  /** Passes over the train set. */
  readonly epochs: number;
  /** Samples a step (100); the last step of an epoch takes what is left. */
  readonly batchSize?: number | undefined;
  /** The rate of the first epoch (0.1). */
  readonly learningRate?: number | undefined;
  /** What the schedules "exponential", "step" and "inverse" multiply the rate by after the first epoch (1); "cosine" refuses it. */
  readonly decay?: number | undefined;
  /** μ of v ← μ·v + ∇L, w ← w − rate·v (0). */
  readonly momentum?: number | undefined;
  /** How the rate falls: "exponential" (the default), "step" (every `every` epochs), "cosine" (to 0) or "inverse" (as 1/epochs). */
  readonly schedule?: Schedule | undefined;
  /** Epochs of one rate with the schedule "step" (10); others refuse it. */
  readonly every?: number | undefined;
  /** What is computed in while training: "f32" (the default) or "f64". What is reported is f64. */
  readonly precision?: "f32" | "f64" | undefined;
}

/** Descents of the loss of the whole train set, in f64, by line searches. */
export interface DescentOptions {
  /** Along the steepest descent, or along directions of limited-memory BFGS. */
  readonly method: "gradient-descent" | "l-bfgs";
  /** Iterations at most; each takes one gradient of the whole set, or a few. */
  readonly epochs: number;
  /**
   * |∇L| at which a descent has converged (1e-6): along an eigenvalue of 1e-3, below which the paper counts one as zero, what
   * is left to descend is 5e-10 then.
   */
  readonly tolerance?: number | undefined;
}

/**
 * Metropolis proposals of one weight at a time on the loss of the whole train set, in f64, at temperatures that fall by equal
 * factors from sweep to sweep.
 */
export interface AnnealingOptions {
  readonly method: "simulated-annealing";
  /** Temperature of the first sweep, in units of the loss: a rise of the loss by c is accepted with probability exp(−c/temperature). */
  readonly from: number;
  /** Temperature of the last sweep, at most `from`. */
  readonly to: number;
  /** As many proposals each as there are weights. */
  readonly sweeps: number;
  /**
   * What weights and biases may be, two ascending values or more: they start at the values nearest to theirs, and a proposal
   * is another value. By default a proposal is a step whose width adapts, layer by layer and from sweep to sweep, so that
   * 0.44 of all are accepted; no step is longer than 1.
   */
  readonly values?: readonly number[] | undefined;
}

/** How a network is trained: each method has options of its own. */
export type RecipeOptions = SgdOptions | DescentOptions | AnnealingOptions;

const epochs = wholeNumber({
  min: 1,
  max: MAX_EPOCHS,
  help: "passes over the train set; of gradient-descent and l-bfgs iterations at most",
});

const decayFields = {
  decay: number({ above: 0, max: 1, default: 1, help: "what the rate is multiplied by after each epoch" }),
};

const stepFields = {
  ...decayFields,
  every: wholeNumber({ min: 1, max: MAX_EPOCHS, default: 10, help: "epochs of one rate" }),
};

const schedules = {
  key: "schedule",
  default: "exponential",
  of: {
    exponential: decayFields,
    step: stepFields,
    cosine: {},
    inverse: decayFields,
  } satisfies Record<Schedule, unknown>,
  help: "how the rate falls with the epochs",
} as const;

const sgdFields = {
  epochs,
  batchSize: wholeNumber({ min: 1, max: MAX_EPOCHS, default: 100, help: "samples a step" }),
  learningRate: number({ above: 0, default: 0.1, help: "rate of the first epoch" }),
  momentum: number({ min: 0, below: 1, default: 0, help: "of stochastic gradient descent" }),
  precision: choice({ values: ["f32", "f64"], default: "f32", help: "what is computed in while training" }),
} satisfies Omit<FieldsOf<SgdOptions>, "method" | "schedule" | keyof typeof stepFields>;

const descentFields = {
  epochs,
  tolerance: number({
    min: 0,
    default: 1e-6,
    help: "length of the gradient at which a descent has converged",
  }),
} satisfies Omit<FieldsOf<DescentOptions>, "method">;

const annealingFields = {
  from: number({ above: 0, help: "temperature of the first sweep, in units of the loss" }),
  to: number({ above: 0, help: "temperature of the last sweep, at most that of the first" }),
  sweeps: wholeNumber({ min: 1, max: MAX_EPOCHS, help: "sweeps of as many proposals as weights" }),
  values: optional(
    list({ of: number(), min: 2, max: 256, help: "what weights and biases may be, ascending (anything)" }),
  ),
} satisfies Omit<FieldsOf<AnnealingOptions>, "method">;

/** The options of every method. */
export const recipeFields = { ...sgdFields, ...decayFields, ...descentFields, ...annealingFields };

const methods = {
  key: "method",
  default: "sgd",
  of: {
    sgd: { common: sgdFields, by: schedules },
    "gradient-descent": descentFields,
    "l-bfgs": descentFields,
    "simulated-annealing": annealingFields,
  } satisfies Record<(typeof METHODS)[number], unknown>,
  help: "method of training",
} as const;

/** A recipe as it was checked. */
export type Recipe = VariantOf<typeof methods>;

export type TrainOptions = RecipeOptions &
  WatchOptions & {
    /** Of the order of the samples: a non-negative safe integer, a bigint below 2^64, or its decimal digits. */
    readonly seed: number | bigint | string;
  };

export const trainOptions = variants({ seed: seed(), ...watchFields }, methods);

export const weightsOptions = object({ ...architectureFields, weights: anything });

export const trainingsOptions = variants(
  {
    ...architectureFields,
    initial: initialField,
    seed: seed(),
    replicas: wholeNumber({ min: 1, max: MAX_REPLICAS, help: "networks" }),
    first: wholeNumber({ min: 0, max: 2 ** 32 - 1, default: 0, help: "number of the first network" }),
    train: datasetField,
    test: optional(datasetField),
    ...watchFields,
  },
  methods,
);
