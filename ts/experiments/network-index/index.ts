import { CHECKPOINTS, INDEXED_NETWORKS, NETWORK_SPECTRA } from "../../network/tables.js";
import { experiment } from "../experiment.js";
import { networkInputs } from "../networks.js";
import { answer } from "./answer.js";
import { config } from "./config.js";
import { plan } from "./plan.js";
import { run } from "./run.js";

/** Networks trained and then descended to a small gradient, and the eigenvalues of the loss's Hessian there. */
export const networkIndex = experiment({
  name: "network-index",
  question: "How many directions lead down from where trained networks end?",
  config,
  inputs: networkInputs,
  tables: { networks: INDEXED_NETWORKS, checkpoints: CHECKPOINTS, spectra: NETWORK_SPECTRA },
  plan,
  run,
  answer,
});
