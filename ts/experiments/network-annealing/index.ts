import { COMPARED_NETWORKS } from "../../network/tables.js";
import { experiment } from "../experiment.js";
import { networkInputs } from "../networks.js";
import { answer } from "./answer.js";
import { config } from "./config.js";
import { plan } from "./plan.js";
import { run } from "./run.js";

/** Networks annealed, and the same ones trained by SGD with as many evaluations, by schedules of several lengths. */
export const networkAnnealing = experiment({
  name: "network-annealing",
  question: "Do annealing and SGD end alike at equal work?",
  config,
  inputs: networkInputs,
  tables: { networks: COMPARED_NETWORKS },
  plan,
  run,
  answer,
});
