import { BASINS, CRITICAL_POINTS, MAPS } from "../../glass/tables.js";
import { experiment } from "../experiment.js";
import { answer } from "./answer.js";
import { config } from "./config.js";
import { plan } from "./plan.js";
import { run } from "./run.js";

/** How often descents end at each minimum of complete maps. */
export const basins = experiment({
  name: "basins",
  question: "How do descents weigh minima, beside a choice that counts each once?",
  config,
  inputs: {},
  tables: { basins: BASINS, critical_points: CRITICAL_POINTS, maps: MAPS },
  plan,
  run,
  answer,
});
