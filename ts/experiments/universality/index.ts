import { DISORDERED_MINIMA } from "../../glass/tables.js";
import { experiment } from "../experiment.js";
import { answer } from "./answer.js";
import { config } from "./config.js";
import { plan } from "./plan.js";
import { run } from "./run.js";

/** Descents of the spherical p-spin glass under couplings of several distributions, with the differences between them. */
export const universality = experiment({
  name: "universality",
  question: "Do minima depend on the distribution of the couplings?",
  config,
  inputs: {},
  tables: { minima: DISORDERED_MINIMA },
  plan,
  run,
  answer,
});
