import { InvalidInputError } from "../../base/errors.js";
import { list, type ValueOf, wholeNumber } from "../../base/schema.js";
import { spins } from "../../glass/fields.js";
import { drawFields, MAX_DISORDERS } from "../draws.js";
import { configSchema } from "../experiment.js";
import { checkMapped, mappedOrder, pathsOf } from "../maps.js";

export const config = configSchema(
  {
    p: mappedOrder,
    sizes: list({ of: spins, max: 16, default: [4, 6, 8, 10], help: "numbers of spins N" }),
    paths: wholeNumber({
      min: 10,
      max: 1_000_000_000,
      default: 200_000,
      help: "paths a size: each draw of the couplings takes one for every class of complex critical points",
    }),
    connected: wholeNumber({
      min: 0,
      max: MAX_DISORDERS,
      default: 50,
      help: "draws a size, the first ones, whose minima are connected by the gradient flows from saddles",
    }),
    seed: drawFields.seed,
  },
  ({ p, sizes, paths }) => {
    checkMapped("sizes", p, sizes);
    const at = sizes.findIndex((n) => 2 * pathsOf(n, p) > paths);
    if (at >= 0)
      throw new InvalidInputError(
        "paths",
        paths,
        `a whole number of at least ${2 * pathsOf(sizes[at] as number, p)}, two draws of N = ${sizes[at]}`,
      );
  },
);

export type Config = ValueOf<typeof config>;

/** Draws of the couplings of a size. */
export const drawsOf = ({ p, paths }: Config, n: number) => Math.floor(paths / pathsOf(n, p));
