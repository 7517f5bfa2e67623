import { list, number, type ValueOf, wholeNumber, withDefault } from "../../base/schema.js";
import { spins } from "../../glass/fields.js";
import { checkSizes, drawFields, MAX_DISORDERS } from "../draws.js";
import { configSchema } from "../experiment.js";
import { checkMapped, mappedOrder } from "../maps.js";

const { replicas: _, ...common } = drawFields;

export const config = configSchema(
  {
    ...common,
    p: mappedOrder,
    sizes: withDefault(common.sizes, [25, 50, 100], "numbers of spins N of which saddles are sought"),
    disorders: withDefault(common.disorders, 24),
    energies: list({
      of: number(),
      max: 64,
      default: [-1.6, -1.4, -1.2, -1, -0.8, -0.6, -0.4, -0.2, 0],
      help: "H/N at which searches for saddles begin, led to the index that they begin with",
    }),
    indices: list({
      of: wholeNumber({ min: 0, max: 8 }),
      max: 9,
      default: [0, 1, 2, 3],
      help: "of the layers; other searches begin at random points and are led to these",
    }),
    searches: wholeNumber({
      min: 1,
      max: 1_000_000,
      default: 2,
      help: "searches a draw, for each energy and for each index",
    }),
    mappedSizes: list({
      of: spins,
      max: 16,
      default: [4, 5, 6, 7, 8, 9],
      help: "numbers of spins N of which all critical points are found",
    }),
    mappedDisorders: withDefault(common.disorders, 120, "draws of the couplings that are mapped, a size"),
    minimaSizes: list({
      of: spins,
      max: 16,
      default: [10, 15, 20, 25],
      help: "numbers of spins N of which descents look for all minima",
    }),
    descents: wholeNumber({
      min: 10,
      max: 10_000_000,
      default: 1000,
      help: "descents a draw, for all minima",
    }),
    connected: wholeNumber({
      min: 0,
      max: MAX_DISORDERS,
      default: 1,
      help: "draws of each of `minimaSizes`, the first ones, between whose minima saddles are looked for",
    }),
  },
  (config) => {
    const { p, mappedSizes, minimaSizes } = config;
    checkSizes(config);
    checkSizes({ p, sizes: minimaSizes });
    checkMapped("mappedSizes", p, mappedSizes);
  },
);

export type Config = ValueOf<typeof config>;
