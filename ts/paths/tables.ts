import { dictionary, float64, int32, nullable, table, uint32, uint64 } from "../tables/spec.js";

const WHICH = [
  int32("layers", "H: layers of weights, hidden layers and one"),
  int32("hidden", "units of each hidden layer"),
] as const;

const NETWORK = [
  uint64("seed", "seed of start and order"),
  uint32("replica", "number of the network"),
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
    dictionary("stage", "before or after training", STAGES),
    dictionary("quantity", "what is measured", QUANTITIES),
    float64(
      "place",
      "1",
      "where: hidden units that two paths share, number of values, layer of weights, overlap; else 0",
    ),
    nullable(float64("value", "1", "what the network has; null where nothing varies")),
    nullable(float64("assumed", "1", "the same under the assumption; null where it says nothing")),
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

const RUNG = dictionary(
  "rung",
  "how many of the assumptions are made: each rung has those of the ones before it",
  RUNGS,
);

const DRAW = uint32("draw", "number of the draw: of samples and of all that is random on a rung");
const START = uint32("start", "number of the start within the draw");

const LADDER_NORMALISATION =
  "energy: (loss - mean)/(deviation sqrt(Lambda)), mean and deviation of the loss over random weights as large as those there: H/N of a glass; shares " +
  "count eigenvalues of the Hessian beyond 1e-3 of the largest modulus, on the sphere of the sphere Hessian";

const ENERGY = nullable(
  float64("energy", "per spin", "scaled loss there; null where the loss is the same at all random weights"),
);
const NEGATIVE = nullable(
  float64("negative_share", "1", "share of negative eigenvalues of the Hessian there; null where all are 0"),
);

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
    int32("parameters", "numbers that the loss is a function of"),
    int32("spins", "Lambda, the nearest whole number to Psi^(1/H)"),
    float64("loss", "as the loss", "loss where the descent ended; of glass H"),
    ENERGY,
    NEGATIVE,
    nullable(
      float64("zero_share", "1", "share of eigenvalues that count as zero there; null where all are 0"),
    ),
    nullable(
      float64(
        "balance",
        "1",
        "sum of eigenvalues over the sum of their moduli: 1 where all are positive; null where all are 0",
      ),
    ),
    dictionary(
      "status",
      "solved: no loss is left; dead: no path is active on a sample within its margin",
      ENDINGS,
    ),
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
    uint32("checkpoint", "number of the place; 0 is the start"),
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
    float64("overlap", "1", "R of two weight vectors"),
    nullable(
      float64("correlation", "1", "of the loss at pairs of that overlap; null where it is one number"),
    ),
    float64("assumed", "1", "R^H"),
  ],
});
