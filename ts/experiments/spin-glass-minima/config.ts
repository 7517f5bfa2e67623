import { choice, list, number, object, seed, type ValueOf, wholeNumber } from "../../base/schema.js";
import { MAX_SPINS } from "../../glass/spin-glass.js";
import { METHODS } from "../../glass/tables.js";

export const config = object(
  {
    p: wholeNumber({ min: 3, max: 3, default: 3, help: "order of the interaction; this version has 3" }),
    sizes: list({
      of: wholeNumber({ min: 2, max: MAX_SPINS, default: 25, help: "" }),
      max: 64,
      default: [25, 50, 100],
      help: "numbers of spins N",
    }),
    disorders: wholeNumber({ min: 1, max: 100_000, default: 16, help: "draws of the couplings a size" }),
    replicas: wholeNumber({ min: 1, max: 10_000_000, default: 200, help: "starts a draw of the couplings" }),
    seed: seed({ default: "1", help: "decides every random number; a decimal string above 2^53 - 1" }),
    method: choice({ values: METHODS, default: "l-bfgs", help: "method of descent" }),
    tolerance: number({
      above: 0,
      max: 1,
      default: 1e-8,
      help: "on |P grad H|/sqrt(N), where a descent stops",
    }),
    precision: choice({
      values: ["f64"],
      default: "f64",
      help: "of couplings and states; this version has f64",
    }),
  },
  { name: "config" },
);

export type Config = ValueOf<typeof config>;
