import { InvalidInputError } from "../../base/errors.js";
import { choice, optional, type ValueOf, wholeNumber } from "../../base/schema.js";
import { precision, tolerance } from "../../glass/fields.js";
import { METHODS } from "../../glass/tables.js";
import { checkSizes, drawFields } from "../draws.js";
import { configSchema } from "../experiment.js";
import { checkQuench, hasSweeps, quenchFields } from "../ways.js";

const { from, to, temperatures } = quenchFields;

export const config = configSchema(
  {
    ...drawFields,
    method: choice({ values: METHODS, default: "l-bfgs", help: "way down" }),
    tolerance,
    precision,
    sweeps: optional(
      wholeNumber({ min: 1, max: 1_000_000, help: "of annealing or tempering, before the descent" }),
    ),
    from: optional(from),
    to: optional(to),
    temperatures: optional(temperatures),
  },
  (config) => {
    checkSizes(config);
    const { method } = config;
    const needed: readonly string[] = NEEDED[method] ?? [];
    for (const key of ["sweeps", "from", "to", "temperatures"] as const) {
      const given = config[key];
      if (needed.includes(key) && given === undefined)
        throw new InvalidInputError(key, given, `what ${method} needs: ${needed.join(", ")}`);
      if (!needed.includes(key) && given !== undefined)
        throw new InvalidInputError(key, given, `nothing: ${method} has none`);
    }
    if (hasSweeps(method)) checkQuench(quenchOf(config));
  },
);

/** Which of the keys that not all methods have a method needs. */
const NEEDED: Readonly<Partial<Record<(typeof METHODS)[number], readonly string[]>>> = {
  "simulated-annealing": ["sweeps", "from", "to"],
  "parallel-tempering": ["sweeps", "temperatures"],
};

export type Config = ValueOf<typeof config>;

/** The keys of annealing and tempering, of which the method reads its own. */
export const quenchOf = ({ from, to, temperatures }: Pick<Config, "from" | "to" | "temperatures">) => ({
  from: from ?? 0,
  to: to ?? 0,
  temperatures: temperatures ?? [],
});
