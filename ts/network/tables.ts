import { dictionary, float64, int32, list, nullable, table, uint32, uint64 } from "../tables/spec.js";
import type { TableOf } from "../tables/typed.js";
import { METHODS } from "./options.js";

/** The ends of a training. */
export const STATUSES = ["completed", "converged", "stalled", "diverged"] as const;
export type TrainingStatus = (typeof STATUSES)[number];

export const NORMALISATION =
  "losses are means over samples; cross-entropy in nats; inputs as they are in the data set (pixels in [0, 1]); " +
  "gradients by all weights and biases, Euclidean";

/** Which network a row is of. */
export const WHICH = [
  int32("hidden", "units of the one hidden layer; 0 without one"),
  int32("parameters", "weights and biases"),
  uint64("seed", "seed of start and order"),
  uint32("replica", "number of the network: Network.create({ ..., seed, replica }), then train"),
] as const;

export const TRAIN_LOSS = float64("train_loss", "as the loss", "mean loss over the train set");
export const TRAIN_ACCURACY = float64("train_accuracy", "1", "share of the train set classified rightly");

const LOSSES_AND_ACCURACIES = [
  TRAIN_LOSS,
  nullable(float64("test_loss", "as the loss", "mean loss over the test set; null without one")),
  TRAIN_ACCURACY,
  nullable(float64("test_accuracy", "1", "share of the test set classified rightly; null without one")),
] as const;

const STATUS = dictionary("status", "why the training ended", STATUSES);

/** What a training ended with. */
export const RESULTS = [
  ...LOSSES_AND_ACCURACIES,
  uint32("epochs", "passes over the train set that were begun; of descents iterations, of annealing sweeps"),
  uint32("evaluations", "work in gradients of the whole train set, rounded up"),
  float64("gradient_norm", "as the loss", "|grad L| on the train set at the end"),
  dictionary("method", "method of training", METHODS),
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
    int32(
      "index",
      "eigenvalues of the Hessian of the train loss below -zero; -1 where the training diverged",
    ),
    nullable(float64("normalised_index", "1", "index over parameters")),
    nullable(
      float64(
        "relative_index",
        "1",
        "eigenvalues below -relativeZero times the largest modulus of one, over parameters",
      ),
    ),
    nullable(float64("lambda_min", "as the loss", "smallest eigenvalue of the Hessian of the train loss")),
    nullable(float64("lambda_max", "as the loss", "largest eigenvalue of the Hessian of the train loss")),
  ],
});

/** One row a place on a network's way down. */
export const CHECKPOINTS = table({
  name: "checkpoints",
  normalisation: INDEXED_NETWORKS.normalisation,
  columns: [
    ...WHICH,
    uint32("checkpoint", "number of the place; 0 is the start"),
    dictionary("method", "what led there", METHODS),
    uint32("evaluations", "gradients of the whole train set to there, rounded up"),
    RESULTS[0],
    int32("index", "eigenvalues of the Hessian below -zero"),
    float64("normalised_index", "1", "index over parameters"),
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
    dictionary(
      "matrix",
      "Hessian of the train loss, its Gauss-Newton part, or what is left of it without that",
      MATRICES,
    ),
    list("eigenvalues", "as the loss", "all eigenvalues, ascending"),
  ],
});

/** `networks` of which those of equal work are compared. */
export const COMPARED_NETWORKS = table({
  name: "networks",
  normalisation: NORMALISATION,
  columns: [
    ...WHICH,
    uint32(
      "sweeps",
      "of the annealing with which a row is compared; the two rows of a replica have had equal work",
    ),
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
    dictionary(
      "assignment",
      "which weights have a value in common: by k-means over the network or each layer, or random ones",
      ASSIGNMENTS,
    ),
    uint32("values", "values that were asked for; of layers, of each"),
    dictionary(
      "stage",
      "cut; its values trained (shared); or its weights trained through the cut (reassigned)",
      STAGES,
    ),
    uint32("distinct", "values that the network's weights have"),
    float64(
      "evenness",
      "1",
      "1/(distinct * sum of squares of the shares of weights that have a value): 1 where all have as many",
    ),
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
    uint32("search", "number of the search: of its networks the lowest goes on alone"),
    uint32("iterations", "iterations of L-BFGS allowed to there; 0 where SGD ended"),
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
    uint32("epoch", "number of the epoch, counted from 0"),
    float64(
      "train_loss",
      "as the loss",
      "of sgd the mean loss of the epoch's samples, each as its batch came; of descents and annealing the mean loss over the train set that it began with",
    ),
  ],
});
