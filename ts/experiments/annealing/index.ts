import { COMPARED_MINIMA } from "../../glass/tables.js";
import { experiment } from "../experiment.js";
import { answer } from "./answer.js";
import { config } from "./config.js";
import { plan } from "./plan.js";
import { run } from "./run.js";

/** Every way down of the same glasses with equal work, by several amounts of it. */
export const annealing = experiment({
  name: "annealing",
  question: "Where does each way down end at equal work?",
  config,
  inputs: {},
  tables: { minima: COMPARED_MINIMA },
  plan,
  run,
  answer,
});
