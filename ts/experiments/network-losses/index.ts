import { NETWORKS } from "../../network/tables.js";
import { experiment } from "../experiment.js";
import { networkInputs } from "../networks.js";
import { answer } from "./answer.js";
import { config } from "./config.js";
import { plan } from "./plan.js";
import { run } from "./run.js";

/** Networks of several sizes trained from random starts, and the losses that they reach. */
export const networkLosses = experiment({
  name: "network-losses",
  question: "Which losses do trained networks reach, as their size grows?",
  config,
  inputs: networkInputs,
  tables: { networks: NETWORKS },
  plan,
  run,
  answer,
});
