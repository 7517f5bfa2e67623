import type { ValueOf } from "../../base/schema.js";
import { checkFall, checkLadder } from "../../base/temperatures.js";
import { precision, tolerance } from "../../glass/fields.js";
import { checkSizes, drawFields } from "../draws.js";
import { configVariants } from "../experiment.js";
import { wayFields } from "../ways.js";

export const config = configVariants(
  { ...drawFields, tolerance, precision },
  { key: "method", default: "l-bfgs", of: wayFields, help: "way down" },
  (config) => {
    checkSizes(config);
    if ("from" in config) checkFall(config);
    if ("temperatures" in config) checkLadder(config);
  },
);

export type Config = ValueOf<typeof config>;

/** The sweeps of annealing and tempering and their temperatures, of which the method reads its own. */
export const quenchOf = (config: Config) => ({ sweeps: 0, from: 0, to: 0, temperatures: [], ...config });
