import { InvalidInputError } from "../../base/errors.js";
import { choice, number, type ValueOf, wholeNumber, withDefault } from "../../base/schema.js";
import { checkSizes, drawFields } from "../draws.js";
import { configSchema } from "../experiment.js";
import { networkFields } from "../networks.js";
import { CURVES } from "./curve.js";

const { replicas: _, ...networks } = networkFields;
const { p, sizes, disorders } = drawFields;

export const config = configSchema(
  {
    ...networks,
    trainSamples: withDefault(networks.trainSamples, 2000, "the first so many of the train set"),
    hidden: withDefault(networks.hidden, [5, 10, 25]),
    pairs: wholeNumber({
      min: 1,
      max: 100_000,
      default: 8,
      help: "pairs of networks a size, each of two starts",
    }),
    p,
    sizes,
    disorders: withDefault(disorders, 16, "draws of the couplings a size, each with a pair of minima"),
    mapped: wholeNumber({
      min: 0,
      max: 1000,
      default: 1,
      help: "of a size, pairs of networks and draws of the couplings of which planes are taken too",
    }),
    points: wholeNumber({
      min: 5,
      max: 201,
      default: 25,
      help: "places along a line and along a side of a plane, odd",
    }),
    reach: number({
      above: 0,
      max: 10,
      default: 1,
      help: "how far a slice goes to each side: of networks in lengths of their weights, of glasses the tangent of the angle",
    }),
    curve: choice({
      values: CURVES,
      default: "bezier",
      help: "between two networks: a quadratic Bézier curve, or two straight pieces",
    }),
    bendSteps: wholeNumber({
      min: 1,
      max: 1_000_000,
      default: 200,
      help: "gradients of the whole train set by which the bend of a curve is trained",
    }),
    bendRate: number({ above: 0, default: 0.02, help: "first rate of Adam by which it is; it falls to 0" }),
  },
  (config) => {
    checkSizes(config);
    const { points } = config;
    // The middle of a slice is the network or the minimum itself.
    if (points % 2 === 0) throw new InvalidInputError("points", points, "an odd number");
  },
);

export type Config = ValueOf<typeof config>;
