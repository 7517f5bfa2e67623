import { InvalidInputError } from "../base/errors.js";
import { didYouMean } from "../base/nearest.js";
import { annealing } from "./annealing/index.js";
import { assumptionAudit } from "./assumption-audit/index.js";
import { assumptionLadder } from "./assumption-ladder/index.js";
import { basins } from "./basins/index.js";
import { census } from "./census/index.js";
import { dynamics } from "./dynamics/index.js";
import type { Experiment } from "./experiment.js";
import { globalMinimum } from "./global-minimum/index.js";
import { hardness } from "./hardness/index.js";
import { landscapeSlices } from "./landscape-slices/index.js";
import { layers } from "./layers/index.js";
import { networkAnnealing } from "./network-annealing/index.js";
import { networkIndex } from "./network-index/index.js";
import { networkLosses } from "./network-losses/index.js";
import { redundancy } from "./redundancy/index.js";
import { spinGlassMinima } from "./spin-glass-minima/index.js";
import { universality } from "./universality/index.js";

/** Every experiment; one more is its folder and its line here. */
export const EXPERIMENTS = [
  spinGlassMinima,
  dynamics,
  universality,
  annealing,
  hardness,
  census,
  layers,
  basins,
  networkLosses,
  networkIndex,
  networkAnnealing,
  redundancy,
  globalMinimum,
  landscapeSlices,
  assumptionAudit,
  assumptionLadder,
] as const;

type Each = (typeof EXPERIMENTS)[number];
export type ExperimentName = Each["name"];
/** The experiment of a name. */
export type ExperimentOf<Name extends ExperimentName> = Extract<Each, { readonly name: Name }>;

/** @throws InvalidInputError when there is none of that name. */
export function findExperiment(name: string): Experiment {
  const found: Experiment | undefined = EXPERIMENTS.find((experiment) => experiment.name === name);
  const names = EXPERIMENTS.map((experiment) => experiment.name);
  if (found === undefined)
    throw new InvalidInputError("experiment", name, `${names.join(" or ")}${didYouMean(name, names)}`);
  return found;
}
