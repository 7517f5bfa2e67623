import { InvalidInputError } from "../base/errors.js";
import type { Experiment } from "./experiment.js";
import { networkLosses } from "./network-losses/index.js";
import { spinGlassMinima } from "./spin-glass-minima/index.js";

/** Every experiment; one more is its folder and its line here. */
export const experiments: readonly Experiment[] = [spinGlassMinima, networkLosses];

/** @throws InvalidInputError when there is none of that name. */
export function findExperiment(name: string): Experiment {
  const found = experiments.find((experiment) => experiment.name === name);
  if (found === undefined)
    throw new InvalidInputError("experiment", name, experiments.map(({ name }) => name).join(" or "));
  return found;
}
