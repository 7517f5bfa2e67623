import { list, number, type ValueOf, wholeNumber, withDefault } from "../../base/schema.js";
import { configSchema } from "../experiment.js";
import { networkFields } from "../networks.js";
import { overlaps } from "../overlaps.js";

const { biases: _, activation: __, ...common } = networkFields;

/** Hidden units of a layer at most: of two layers 4096 hidden parts of paths. */
const MOST_HIDDEN = 64;

const depths = list({
  of: wholeNumber({ min: 1, max: 3 }),
  max: 3,
  default: [1, 2],
  help: "hidden layers, each of the same width; one is the glass of p = 2, two that of p = 3",
});

export const config = configSchema({
  ...common,
  depths,
  hidden: list({
    of: wholeNumber({ min: 2, max: MOST_HIDDEN }),
    max: 16,
    default: [10, 25],
    help: "units of each hidden layer",
  }),
  replicas: withDefault(common.replicas, 10, "networks a depth and size"),
  // In batches of 100 at 0.05 networks of two hidden layers learn too little: docs/assumptions.md.
  batchSize: withDefault(common.batchSize, 20),
  learningRate: withDefault(common.learningRate, 0.1),
  decay: withDefault(common.decay, 0.95),
  loss: withDefault(common.loss, "hinge-one-vs-all"),
  initial: withDefault(common.initial, "he"),
  auditSamples: wholeNumber({
    min: 10,
    max: 100_000,
    default: 500,
    help: "the first so many of the train set, on which activity, inputs and losses are looked at",
  }),
  kept: number({
    min: 0,
    below: 1,
    default: 0.025,
    help: "accuracy that weights of few values may lose; the paper's",
  }),
  pairs: wholeNumber({ min: 2, max: 1_000_000, default: 100, help: "pairs of weight vectors an overlap" }),
  overlaps,
});

export type Config = ValueOf<typeof config>;
