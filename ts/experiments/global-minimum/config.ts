import { InvalidInputError } from "../../base/errors.js";
import { number, type ValueOf, wholeNumber, withDefault } from "../../base/schema.js";
import { configSchema } from "../experiment.js";
import { networkFields } from "../networks.js";

const { replicas: _, ...common } = networkFields;

export const config = configSchema(
  {
    ...common,
    trainSamples: withDefault(
      common.trainSamples,
      2000,
      "the first so many of the train set; the more there are, the wider the network that reaches a loss of 0",
    ),
    hidden: withDefault(common.hidden, [5, 10, 25, 50]),
    searches: wholeNumber({
      min: 1,
      max: 100_000,
      default: 8,
      help: "searches a size, of each of which the lowest network goes on",
    }),
    starts: wholeNumber({ min: 1, max: 1000, default: 8, help: "networks a search" }),
    iterations: wholeNumber({
      min: 1,
      max: 1_000_000,
      default: 100,
      help: "of L-BFGS, by which every network descends from where SGD ended",
    }),
    longest: wholeNumber({
      min: 2,
      max: 10_000_000,
      default: 3000,
      help: "of L-BFGS, by which the lowest descends; more than iterations",
    }),
    tolerance: number({
      above: 0,
      default: 1e-8,
      help: "length of the gradient at which a descent has converged",
    }),
  },
  ({ iterations, longest }) => {
    if (longest <= iterations)
      throw new InvalidInputError("longest", longest, `a whole number above iterations, ${iterations}`);
  },
);

export type Config = ValueOf<typeof config>;
