import { RUNG_MINIMA, RUNG_OVERLAPS, RUNG_WAYS } from "../../paths/tables.js";
import { experiment } from "../experiment.js";
import { networkInputs } from "../networks.js";
import { answer } from "./answer.js";
import { config } from "./config.js";
import { plan } from "./plan.js";
import { run } from "./run.js";

/** One landscape after another from a network to the spherical glass, an assumption more each, with the same statistics on all. */
export const assumptionLadder = experiment({
  name: "assumption-ladder",
  question: "Which assumption changes what, from a network to the glass?",
  config,
  inputs: networkInputs,
  tables: { rung_minima: RUNG_MINIMA, rung_ways: RUNG_WAYS, rung_overlaps: RUNG_OVERLAPS },
  plan,
  run,
  answer,
});
