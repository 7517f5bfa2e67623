import { InvalidInputError } from "../base/errors.js";
import type { Experiment } from "./experiment.js";
import { spinGlassMinima } from "./spin-glass-minima/index.js";

/** Every experiment; a new one is its folder and its line here. */
export const experiments = [spinGlassMinima] as readonly unknown[] as readonly Experiment[];

/** @throws InvalidInputError when there is none of that name. */
export function findExperiment(name: string): Experiment {
  const found = experiments.find((experiment) => experiment.name === name);
  if (found === undefined)
    throw new InvalidInputError(
      "experiment",
      name,
      experiments.map((experiment) => experiment.name).join(" or "),
    );
  return found;
}
