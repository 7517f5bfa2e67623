import { InvalidInputError } from "../base/errors.js";
import {
  anyOf,
  boolean,
  choice,
  type FieldsOf,
  list,
  number,
  object,
  optional,
  seed,
  type ValueOf,
  watchFields,
  wholeNumber,
} from "../base/schema.js";
import type { Progress, WatchOptions } from "../wasm/job.js";

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

export const METHODS = ["sgd", "gradient-descent", "l-bfgs", "simulated-annealing"] as const;
export type Method = (typeof METHODS)[number];

/** How the learning rate falls with the epochs. */
export const SCHEDULES = ["exponential", "step", "cosine", "inverse"] as const;
export type Schedule = (typeof SCHEDULES)[number];

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
  loss: choice({ values: LOSSES, default: "cross-entropy", help: "of a sample; the mean is taken over samples" }),
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

/** How a network is trained. */
export interface RecipeOptions {
  /** "sgd" (the default), full-batch "gradient-descent" or "l-bfgs", or "simulated-annealing". */
  readonly method?: Method | undefined;
  /** Passes over the train set: of SGD exactly so many, of the others at most. */
  readonly epochs: number;
  /** Samples a step of SGD. */
  readonly batchSize?: number | undefined;
  /** The rate of the first epoch. */
  readonly learningRate?: number | undefined;
  /** What the rate is multiplied by after each epoch, with the schedule "exponential" (1). */
  readonly decay?: number | undefined;
  /** Of SGD (0): v ← momentum·v − rate·∇L, w ← w + v. */
  readonly momentum?: number | undefined;
  /** How the rate falls: "exponential" (by `decay`, the default), "step", "cosine" or "inverse". */
  readonly schedule?: Schedule | undefined;
  /** On |∇L|, where "gradient-descent" and "l-bfgs" stop (1e-8). */
  readonly tolerance?: number | undefined;
  /** Temperatures of "simulated-annealing", of the first and the last sweep. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Sweeps of "simulated-annealing": so many proposals a weight. */
  readonly sweeps?: number | undefined;
  /** The values that the weights of "simulated-annealing" may have; any where this is absent. */
  readonly values?: readonly number[] | undefined;
  /** What SGD computes in: "f32" (the default) or "f64". What is reported is f64. */
  readonly precision?: "f32" | "f64" | undefined;
}

export const recipeFields = {
  method: choice({ values: METHODS, default: "sgd", help: "method of training" }),
  epochs: wholeNumber({ min: 0, max: MAX_EPOCHS, help: "passes over the train set" }),
  batchSize: wholeNumber({ min: 1, max: 2 ** 31 - 1, default: 100, help: "samples a step of SGD" }),
  learningRate: number({ above: 0, default: 0.1, help: "rate of the first epoch" }),
  decay: number({ above: 0, max: 1, default: 1, help: "what the rate is multiplied by after each epoch" }),
  momentum: number({ min: 0, below: 1, default: 0, help: "of SGD" }),
  schedule: choice({ values: SCHEDULES, default: "exponential", help: "how the rate falls with the epochs" }),
  tolerance: number({ above: 0, default: 1e-8, help: "on |grad L|, where full-batch methods stop" }),
  from: number({ above: 0, default: 1e-2, help: "temperature of the first sweep of annealing" }),
  to: number({ above: 0, default: 1e-5, help: "temperature of the last" }),
  sweeps: wholeNumber({ min: 1, max: MAX_EPOCHS, default: 100, help: "proposals a weight of annealing" }),
  values: optional(list({ of: number(), min: 2, max: 256, help: "values that annealed weights may have" })),
  precision: choice({ values: ["f32", "f64"], default: "f32", help: "what SGD computes in" }),
} satisfies FieldsOf<RecipeOptions>;

export type Recipe = { readonly [K in keyof typeof recipeFields]: ValueOf<(typeof recipeFields)[K]> };

/** @throws InvalidInputError for a schedule of temperatures that rises */
export function checkRecipe({ method, from, to }: Pick<Recipe, "method" | "from" | "to">): void {
  if (method === "simulated-annealing" && to > from)
    throw new InvalidInputError("to", to, `at most from = ${from}: annealing cools`);
}

export interface TrainOptions extends RecipeOptions, WatchOptions {
  /** Of the order of the samples. */
  readonly seed: number | bigint | string;
  /** Number of the network among those of the seed (that of `Network.create`, else 0). */
  readonly replica?: number | undefined;
  /** Whether the loss after each epoch is kept (false). */
  readonly histories?: boolean | undefined;
}

export const trainOptions = object(
  {
    ...recipeFields,
    seed: seed(),
    replica: optional(wholeNumber({ min: 0, max: 2 ** 32 - 1 })),
    histories: boolean({ default: false }),
    ...watchFields,
  } satisfies FieldsOf<TrainOptions>,
  { rule: checkRecipe },
);

export const trainingsFields = {
  ...architectureFields,
  ...recipeFields,
  initial: initialField,
  seed: seed(),
  replicas: wholeNumber({ min: 1, max: MAX_REPLICAS, help: "networks" }),
  first: wholeNumber({ min: 0, max: 2 ** 32 - 1, default: 0, help: "number of the first network" }),
  histories: boolean({ default: false }),
  ...watchFields,
};

export type TrainingProgress = Progress;
