import { InvalidInputError } from "../../base/errors.js";
import { choice, list, object, seed, type ValueOf, wholeNumber, withDefault } from "../../base/schema.js";
import { largestSpins, method, order, spins, tolerance } from "../../glass/fields.js";

export const config = object(
  {
    p: withDefault(order, 3),
    sizes: list({
      of: spins,
      max: 64,
      default: [25, 50, 100],
      help: "numbers of spins N",
    }),
    disorders: wholeNumber({ min: 1, max: 100_000, default: 16, help: "draws of the couplings a size" }),
    replicas: wholeNumber({ min: 1, max: 10_000_000, default: 200, help: "starts a draw of the couplings" }),
    seed: seed({ default: "1", help: "decides every random number; a decimal string above 2^53 - 1" }),
    method,
    tolerance,
    precision: choice({
      values: ["f64"],
      default: "f64",
      help: "of couplings and states; this version has f64",
    }),
  },
  {
    name: "config",
    rule({ p, sizes }) {
      const largest = largestSpins([p]);
      const at = sizes.findIndex((n) => n > largest);
      if (at >= 0)
        throw new InvalidInputError(
          `sizes[${at}]`,
          sizes[at],
          `a whole number from 2 to ${largest} at p = ${p}`,
        );
    },
  },
);

export type Config = ValueOf<typeof config>;
