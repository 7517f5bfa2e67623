import { CRITICAL_POINTS, GRAPHS, MAPS, SADDLE_LINKS } from "../../glass/tables.js";
import { experiment } from "../experiment.js";
import { answer } from "./answer.js";
import { config } from "./config.js";
import { plan } from "./plan.js";
import { run } from "./run.js";

/** All critical points of many draws, beside their exact mean numbers by index and energy. */
export const census = experiment({
  name: "census",
  question: "How many critical points of each index and energy are there, and do they lie in layers?",
  config,
  inputs: {},
  tables: { critical_points: CRITICAL_POINTS, maps: MAPS, saddle_links: SADDLE_LINKS, graphs: GRAPHS },
  plan,
  run,
  answer,
});
