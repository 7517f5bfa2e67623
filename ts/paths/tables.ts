import { table } from "../tables/spec.js";

const WHICH = [
  { name: "layers", type: "int32", unit: "1", meaning: "H: layers of weights, hidden layers and one" },
  { name: "hidden", type: "int32", unit: "1", meaning: "units of each hidden layer" },
] as const;

const NETWORK = [
  { name: "seed", type: "uint64", unit: "1", meaning: "seed of start and order" },
  { name: "replica", type: "uint32", unit: "1", meaning: "number of the network" },
] as const;

/** What an audit measures, in the order of the assumptions. */
export const QUANTITIES = [
  "rate",
  "never_active",
  "spread_over_paths",
  "spread_over_samples",
  "with_input",
  "between_classes",
  "between_paths",
  "input_mean",
  "input_correlation",
  "independent_inputs",
  "input_skewness",
  "input_kurtosis",
  "test_accuracy",
  "accuracy_of_values",
  "distinct_values",
  "evenness_of_values",
  "evenness_of_products",
  "norm",
  "loss_correlation",
] as const;
export type AuditQuantity = (typeof QUANTITIES)[number];

export const STAGES = ["before", "after"] as const;

/** One row a measurement: what a network has, and what the assumption says. */
export const ASSUMPTIONS = table({
  name: "assumptions",
  normalisation:
    "networks without biases; a path is active on a sample where all of its hidden units are; losses are means over samples",
  columns: [
    ...WHICH,
    ...NETWORK,
    { name: "stage", type: "dictionary", unit: "1", meaning: "before or after training", vocabulary: STAGES },
    { name: "quantity", type: "dictionary", unit: "1", meaning: "what is measured", vocabulary: QUANTITIES },
    {
      name: "place",
      type: "float64",
      unit: "1",
      meaning:
        "where: hidden units that two paths share, number of values, layer of weights, overlap; else 0",
    },
    {
      name: "value",
      type: "float64",
      unit: "1",
      meaning: "what the network has; null where nothing varies",
      nullable: true,
    },
    {
      name: "assumed",
      type: "float64",
      unit: "1",
      meaning: "the same under the assumption; null where it says nothing",
      nullable: true,
    },
  ],
});

/** From a network to the glass: each is the one before it with one assumption more. */
export const RUNGS = [
  "network",
  "frozen",
  "bernoulli",
  "independent",
  "shared",
  "spherical",
  "glass",
] as const;
export type Rung = (typeof RUNGS)[number];

const RUNG = {
  name: "rung",
  type: "dictionary",
  unit: "1",
  meaning: "how many of the assumptions are made: each rung has those of the ones before it",
  vocabulary: RUNGS,
} as const;

const DRAW = {
  name: "draw",
  type: "uint32",
  unit: "1",
  meaning: "number of the draw: of samples and of all that is random on a rung",
} as const;
const START = {
  name: "start",
  type: "uint32",
  unit: "1",
  meaning: "number of the start within the draw",
} as const;

const LADDER_NORMALISATION =
  "energy: (loss - mean)/(deviation sqrt(Lambda)), mean and deviation of the loss over random weights as large as those there: H/N of a glass; shares " +
  "count eigenvalues of the Hessian beyond 1e-3 of the largest modulus, on the sphere of the sphere Hessian";

const ENERGY = {
  name: "energy",
  type: "float64",
  unit: "per spin",
  meaning: "scaled loss there; null where the loss is the same at all random weights",
  nullable: true,
} as const;
const NEGATIVE = {
  name: "negative_share",
  type: "float64",
  unit: "1",
  meaning: "share of negative eigenvalues of the Hessian there; null where all are 0",
  nullable: true,
} as const;

/** What a descent on a rung left: something to go down, no loss, or a loss of which no path is active. */
export const ENDINGS = ["completed", "solved", "dead"] as const;
export type Ending = (typeof ENDINGS)[number];

/** One row a descent. */
export const RUNG_MINIMA = table({
  name: "rung_minima",
  normalisation: LADDER_NORMALISATION,
  columns: [
    ...WHICH,
    RUNG,
    DRAW,
    START,
    { name: "parameters", type: "int32", unit: "1", meaning: "numbers that the loss is a function of" },
    { name: "spins", type: "int32", unit: "1", meaning: "Lambda, the nearest whole number to Psi^(1/H)" },
    {
      name: "loss",
      type: "float64",
      unit: "as the loss",
      meaning: "loss where the descent ended; of glass H",
    },
    ENERGY,
    NEGATIVE,
    {
      name: "zero_share",
      type: "float64",
      unit: "1",
      meaning: "share of eigenvalues that count as zero there; null where all are 0",
      nullable: true,
    },
    {
      name: "balance",
      type: "float64",
      unit: "1",
      meaning:
        "sum of eigenvalues over the sum of their moduli: 1 where all are positive; null where all are 0",
      nullable: true,
    },
    {
      name: "status",
      type: "dictionary",
      unit: "1",
      meaning: "solved: no loss is left; dead: no path is active on a sample within its margin",
      vocabulary: ENDINGS,
    },
  ],
});

/** One row a place on the way of a descent. */
export const RUNG_WAYS = table({
  name: "rung_ways",
  normalisation: LADDER_NORMALISATION,
  columns: [
    ...WHICH,
    RUNG,
    DRAW,
    START,
    { name: "checkpoint", type: "uint32", unit: "1", meaning: "number of the place; 0 is the start" },
    ENERGY,
    NEGATIVE,
  ],
});

/** One row an overlap of a draw. */
export const RUNG_OVERLAPS = table({
  name: "rung_overlaps",
  normalisation: LADDER_NORMALISATION,
  columns: [
    ...WHICH,
    RUNG,
    DRAW,
    { name: "overlap", type: "float64", unit: "1", meaning: "R of two weight vectors" },
    {
      name: "correlation",
      type: "float64",
      unit: "1",
      meaning: "of the loss at pairs of that overlap; null where it is one number",
      nullable: true,
    },
    { name: "assumed", type: "float64", unit: "1", meaning: "R^H" },
  ],
});
