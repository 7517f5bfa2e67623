import { choice, number, wholeNumber } from "../base/schema.js";
import { METHODS } from "./tables.js";

/** The largest N whose couplings stay below 2 GiB, the most that one allocation in WebAssembly can have. */
export const MAX_SPINS = 1171;

export const spins = wholeNumber({ min: 2, max: MAX_SPINS, help: "number of spins N" });

export const order = wholeNumber({ min: 3, max: 3, help: "order of the interaction; this version has 3" });

export const method = choice({ values: METHODS, default: "l-bfgs", help: "method of descent" });

export const tolerance = number({
  above: 0,
  max: 1,
  default: 1e-8,
  help: "on |P grad H|/sqrt(N), where a descent stops",
});
