import { QUENCHED_MINIMA } from "../../glass/tables.js";
import { experiment } from "../experiment.js";
import { answer } from "./answer.js";
import { config } from "./config.js";
import { plan } from "./plan.js";
import { run } from "./run.js";

/** Runs of several ways down of the same glasses, and the work after which each first comes near the lowest energy known. */
export const hardness = experiment({
  name: "hardness",
  question: "How does the work to reach the lowest minimum grow with N?",
  config,
  inputs: {},
  tables: { minima: QUENCHED_MINIMA },
  plan,
  run,
  answer,
});
