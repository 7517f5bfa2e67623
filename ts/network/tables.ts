import { table } from "../tables/spec.js";
import { METHODS } from "./options.js";

/** The ends of a training. */
export const STATUSES = ["completed", "converged", "stalled", "diverged"] as const;
export type Status = (typeof STATUSES)[number];

const NORMALISATION =
  "losses are means over samples; cross-entropy in nats; inputs as they are in the data set (pixels in [0, 1]); " +
  "gradients by all weights and biases, Euclidean";

const WHICH = [
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

const RESULTS = [
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
  { name: "status", type: "dictionary", unit: "1", meaning: "why the training ended", vocabulary: STATUSES },
] as const;

/** One row a trained network. */
export const NETWORKS = table({
  name: "networks",
  normalisation: NORMALISATION,
  columns: [...WHICH, ...RESULTS],
});

/** `networks` with the index of the loss's Hessian. */
export const INDEXED_NETWORKS = table({
  name: "networks",
  normalisation: `${NORMALISATION}; index: negative eigenvalues of the loss's Hessian beyond the config's tolerance`,
  columns: [
    ...WHICH,
    ...RESULTS,
    {
      name: "index",
      type: "int32",
      unit: "1",
      meaning: "negative eigenvalues of the Hessian of the train loss",
    },
    { name: "normalised_index", type: "float64", unit: "1", meaning: "index over parameters" },
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
