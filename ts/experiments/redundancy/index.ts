import { CUTS, NETWORKS } from "../../network/tables.js";
import { experiment } from "../experiment.js";
import { networkInputs } from "../networks.js";
import { answer } from "./answer.js";
import { config } from "./config.js";
import { plan } from "./plan.js";
import { run } from "./run.js";

/** Trained networks whose weights are cut to few distinct values, and trained on with them. */
export const redundancy = experiment({
  name: "redundancy",
  question: "How few distinct values do the weights of a network need?",
  config,
  inputs: networkInputs,
  tables: { networks: NETWORKS, cuts: CUTS },
  plan,
  run,
  answer,
});
