import { TRAJECTORIES } from "../../glass/tables.js";
import { experiment } from "../experiment.js";
import { answer } from "./answer.js";
import { config } from "./config.js";
import { plan } from "./plan.js";
import { run } from "./run.js";

/** Langevin dynamics of the spherical p-spin glass from random starts, size by size, beside its limit for N → ∞. */
export const dynamics = experiment({
  name: "dynamics",
  question: "Does the energy fall in time as Cugliandolo and Kurchan say, as N grows?",
  config,
  inputs: {},
  tables: { trajectories: TRAJECTORIES },
  plan,
  run,
  answer,
});
