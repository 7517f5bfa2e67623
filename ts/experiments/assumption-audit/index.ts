import { ASSUMPTIONS } from "../../paths/tables.js";
import { experiment } from "../experiment.js";
import { networkInputs } from "../networks.js";
import { answer } from "./answer.js";
import { config } from "./config.js";
import { plan } from "./plan.js";
import { run } from "./run.js";

/** Networks before and after training, and beside them each assumption that leads to the glass. */
export const assumptionAudit = experiment({
  name: "assumption-audit",
  question: "How far does each assumption hold?",
  config,
  inputs: networkInputs,
  tables: { assumptions: ASSUMPTIONS },
  plan,
  run,
  answer,
});
