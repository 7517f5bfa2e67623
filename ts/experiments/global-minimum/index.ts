import { DESCENTS } from "../../network/tables.js";
import { experiment } from "../experiment.js";
import { networkInputs } from "../networks.js";
import { answer } from "./answer.js";
import { config } from "./config.js";
import { plan } from "./plan.js";
import { run } from "./run.js";

/** Networks descended from where SGD ends, the lowest of many as far as it goes, and what that is worth on the test set. */
export const globalMinimum = experiment({
  name: "global-minimum",
  question: "Is the lowest train loss worth finding?",
  config,
  inputs: networkInputs,
  tables: { descents: DESCENTS },
  plan,
  run,
  answer,
});
