import { choice, list, number, type ValueOf, wholeNumber, withDefault } from "../../base/schema.js";
import { PATH_LOSSES } from "../../paths/loss.js";
import { configSchema } from "../experiment.js";
import { networkFields } from "../networks.js";
import { overlaps } from "../overlaps.js";

export const config = configSchema({
  data: networkFields.data,
  depths: list({
    of: wholeNumber({ min: 1, max: 2 }),
    max: 2,
    default: [1, 2],
    help: "hidden layers, each of the same width; one is the glass of p = 2, two that of p = 3",
  }),
  hidden: list({
    of: wholeNumber({ min: 2, max: 16 }),
    max: 8,
    default: [5],
    help: "units of each hidden layer",
  }),
  features: wholeNumber({
    min: 1,
    max: 10_000,
    default: 20,
    help: "inputs of the networks: means over as many runs of the data's, even ones; so that samples outnumber weights",
  }),
  classes: wholeNumber({
    min: 2,
    max: 10,
    default: 2,
    help: "outputs: a sample's label modulo this is its class",
  }),
  samples: wholeNumber({
    min: 10,
    max: 10_000,
    default: 300,
    help: "samples a draw; no two draws share one",
  }),
  draws: wholeNumber({
    min: 2,
    max: 1000,
    default: 8,
    help: "draws of samples and of all that is random on a rung",
  }),
  starts: wholeNumber({ min: 1, max: 1000, default: 4, help: "descents a draw" }),
  loss: choice({
    values: PATH_LOSSES,
    default: "hinge-one-vs-all",
    help: "of a sample, summed over its outputs",
  }),
  initial: withDefault(networkFields.initial, "he"),
  steps: wholeNumber({ min: 4, max: 1_000_000, default: 200, help: "of a descent" }),
  stepLength: number({
    above: 0,
    max: 1,
    default: 0.05,
    help: "of the first step, in units of |w|; it falls linearly to 0",
  }),
  pairs: wholeNumber({
    min: 10,
    max: 1_000_000,
    default: 100,
    help: "pairs of weight vectors an overlap, and random weights beside which an energy is",
  }),
  overlaps,
  seed: networkFields.seed,
});

export type Config = ValueOf<typeof config>;
