import { table } from "../tables/spec.js";
import type { TableOf } from "../tables/typed.js";
import { METHODS } from "./options.js";

/** The ends of a training. */
export const STATUSES = ["completed", "converged", "stalled", "diverged"] as const;
export type Status = (typeof STATUSES)[number];

export const NORMALISATION =
  "losses are means over samples; cross-entropy in nats; inputs as they are in the data set (pixels in [0, 1]); " +
  "gradients by all weights and biases, Euclidean";

/** Which network a row is of. */
export const WHICH = [
  { name: "hidden", type: "int32", unit: "1", meaning: "units of the one hidden layer; 0 without one" },
  { name: "parameters", type: "int32", unit: "1", meaning: "weights and biases" },
  { name: "seed", type: "uint64", unit: "1", meaning: "seed of start and order" },
  {
    name: "replica",
    type: "uint32",
    unit: "1",
    meaning: "number of the network: Network.create({ ..., seed, replica }), then train",
  },
] as const;

const LOSSES_AND_ACCURACIES = [
  { name: "train_loss", type: "float64", unit: "as the loss", meaning: "mean loss over the train set" },
  {
    name: "test_loss",
    type: "float64",
    unit: "as the loss",
    meaning: "mean loss over the test set; null without one",
    nullable: true,
  },
  {
    name: "train_accuracy",
    type: "float64",
    unit: "1",
    meaning: "share of the train set classified rightly",
  },
  {
    name: "test_accuracy",
    type: "float64",
    unit: "1",
    meaning: "share of the test set classified rightly; null without one",
    nullable: true,
  },
] as const;

const STATUS = {
  name: "status",
  type: "dictionary",
  unit: "1",
  meaning: "why the training ended",
  vocabulary: STATUSES,
} as const;

/** What a training ended with. */
export const RESULTS = [
  ...LOSSES_AND_ACCURACIES,
  {
    name: "epochs",
    type: "uint32",
    unit: "1",
    meaning: "passes over the train set that were begun; of descents iterations, of annealing sweeps",
  },
  {
    name: "evaluations",
    type: "uint32",
    unit: "1",
    meaning: "work in gradients of the whole train set, rounded up",
  },
  {
    name: "gradient_norm",
    type: "float64",
    unit: "as the loss",
    meaning: "|grad L| on the train set at the end",
  },
  { name: "method", type: "dictionary", unit: "1", meaning: "method of training", vocabulary: METHODS },
  STATUS,
] as const;

/** One row a trained network. */
export const NETWORKS = table({
  name: "networks",
  normalisation: NORMALISATION,
  columns: [...WHICH, ...RESULTS],
});

/** An Arrow table with a row a trained network. */
export type NetworksTable = TableOf<typeof NETWORKS>;

/** `networks` with the eigenvalues of the loss's Hessian. */
export const INDEXED_NETWORKS = table({
  name: "networks",
  normalisation: `${NORMALISATION}; index: negative eigenvalues of the loss's Hessian beyond the config's zero; -1 and nulls where the training diverged`,
  columns: [
    ...WHICH,
    ...RESULTS,
    {
      name: "index",
      type: "int32",
      unit: "1",
      meaning: "eigenvalues of the Hessian of the train loss below -zero; -1 where the training diverged",
    },
    {
      name: "normalised_index",
      type: "float64",
      unit: "1",
      meaning: "index over parameters",
      nullable: true,
    },
    {
      name: "relative_index",
      type: "float64",
      unit: "1",
      meaning: "eigenvalues below -relativeZero times the largest modulus of one, over parameters",
      nullable: true,
    },
    {
      name: "lambda_min",
      type: "float64",
      unit: "as the loss",
      meaning: "smallest eigenvalue of the Hessian of the train loss",
      nullable: true,
    },
    {
      name: "lambda_max",
      type: "float64",
      unit: "as the loss",
      meaning: "largest eigenvalue of the Hessian of the train loss",
      nullable: true,
    },
  ],
});

/** One row a place on a network's way down. */
export const CHECKPOINTS = table({
  name: "checkpoints",
  normalisation: INDEXED_NETWORKS.normalisation,
  columns: [
    ...WHICH,
    { name: "checkpoint", type: "uint32", unit: "1", meaning: "number of the place; 0 is the start" },
    { name: "method", type: "dictionary", unit: "1", meaning: "what led there", vocabulary: METHODS },
    {
      name: "evaluations",
      type: "uint32",
      unit: "1",
      meaning: "gradients of the whole train set to there, rounded up",
    },
    RESULTS[0],
    { name: "index", type: "int32", unit: "1", meaning: "eigenvalues of the Hessian below -zero" },
    { name: "normalised_index", type: "float64", unit: "1", meaning: "index over parameters" },
  ],
});

/** The matrices whose eigenvalues are kept: H, its Gauss-Newton part G, and H - G. */
export const MATRICES = ["hessian", "gauss-newton", "residual"] as const;
export type Matrix = (typeof MATRICES)[number];

/** One row a matrix of a network. */
export const NETWORK_SPECTRA = table({
  name: "spectra",
  normalisation: NORMALISATION,
  columns: [
    ...WHICH,
    {
      name: "matrix",
      type: "dictionary",
      unit: "1",
      meaning: "Hessian of the train loss, its Gauss-Newton part, or what is left of it without that",
      vocabulary: MATRICES,
    },
    {
      name: "eigenvalues",
      type: "list<float64>",
      unit: "as the loss",
      meaning: "all eigenvalues, ascending",
    },
  ],
});

/** `networks` of which those of equal work are compared. */
export const COMPARED_NETWORKS = table({
  name: "networks",
  normalisation: NORMALISATION,
  columns: [
    ...WHICH,
    {
      name: "sweeps",
      type: "uint32",
      unit: "1",
      meaning: "of the annealing with which a row is compared; the two rows of a replica have had equal work",
    },
    ...RESULTS,
  ],
});

/** How weights are told which of few values they get: by k-means over the network or each layer, or at random. */
export const ASSIGNMENTS = ["network", "layers", "random"] as const;
export type Assignment = (typeof ASSIGNMENTS)[number];

/** What was done to a cut network: nothing, its values were trained, or its weights through the cut. */
export const STAGES = ["cut", "shared", "reassigned"] as const;
export type Stage = (typeof STAGES)[number];

/** One row a network whose weights have few values. */
export const CUTS = table({
  name: "cuts",
  normalisation: NORMALISATION,
  columns: [
    ...WHICH,
    {
      name: "assignment",
      type: "dictionary",
      unit: "1",
      meaning:
        "which weights have a value in common: by k-means over the network or each layer, or random ones",
      vocabulary: ASSIGNMENTS,
    },
    {
      name: "values",
      type: "uint32",
      unit: "1",
      meaning: "values that were asked for; of layers, of each",
    },
    {
      name: "stage",
      type: "dictionary",
      unit: "1",
      meaning: "cut; its values trained (shared); or its weights trained through the cut (reassigned)",
      vocabulary: STAGES,
    },
    { name: "distinct", type: "uint32", unit: "1", meaning: "values that the network's weights have" },
    {
      name: "evenness",
      type: "float64",
      unit: "1",
      meaning:
        "1/(distinct * sum of squares of the shares of weights that have a value): 1 where all have as many",
    },
    ...LOSSES_AND_ACCURACIES,
    STATUS,
  ],
});

/** One row a place on the descent of a network from where SGD ended. */
export const DESCENTS = table({
  name: "descents",
  normalisation: NORMALISATION,
  columns: [
    ...WHICH,
    {
      name: "search",
      type: "uint32",
      unit: "1",
      meaning: "number of the search: of its networks the lowest goes on alone",
    },
    {
      name: "iterations",
      type: "uint32",
      unit: "1",
      meaning: "iterations of L-BFGS allowed to there; 0 where SGD ended",
    },
    ...RESULTS,
  ],
});

/** One row an epoch of a network. */
export const HISTORIES = table({
  name: "histories",
  normalisation: NORMALISATION,
  columns: [
    WHICH[0],
    WHICH[2],
    WHICH[3],
    { name: "epoch", type: "uint32", unit: "1", meaning: "number of the epoch, counted from 0" },
    {
      name: "train_loss",
      type: "float64",
      unit: "as the loss",
      meaning:
        "of sgd the mean loss of the epoch's samples, each as its batch came; of descents and annealing the mean loss over the train set that it began with",
    },
  ],
});
