import { choice, number, type ValueOf, wholeNumber, withDefault } from "../../base/schema.js";
import { configSchema } from "../experiment.js";
import { networkFields } from "../networks.js";

export const config = configSchema({
  ...networkFields,
  replicas: withDefault(networkFields.replicas, 20),
  followed: wholeNumber({
    min: 0,
    max: 1_000_000,
    default: 4,
    help: "networks a size whose way down and whose spectra are kept",
  }),
  method: choice({
    values: ["l-bfgs", "gradient-descent"],
    default: "l-bfgs",
    help: "of the full-batch descent after the epochs",
  }),
  tolerance: number({
    above: 0,
    default: 1e-4,
    help: "length of the gradient at which the full-batch descent has converged",
  }),
  iterations: wholeNumber({ min: 1, max: 2 ** 31 - 1, default: 2000, help: "of the descent at most" }),
  zero: number({
    min: 0,
    default: 1e-3,
    help: "eigenvalues of at most this modulus count as zero; the paper's",
  }),
  relativeZero: number({
    min: 0,
    below: 1,
    default: 1e-6,
    help: "the same in units of the largest modulus, whatever the scale of the loss",
  }),
  resamples: wholeNumber({ min: 100, max: 100_000, default: 2000, help: "of bootstrap intervals" }),
});

export type Config = ValueOf<typeof config>;
