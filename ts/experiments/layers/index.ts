import {
  CENSUSES,
  CRITICAL_POINTS,
  DISTINCT_MINIMA,
  GRAPHS,
  MAPS,
  SADDLE_LINKS,
  SADDLES,
} from "../../glass/tables.js";
import { experiment } from "../experiment.js";
import { answer } from "./answer.js";
import { config } from "./config.js";
import { plan } from "./plan.js";
import { run } from "./run.js";

/** Critical points by index and energy against N: exact means, complete maps, censuses of minima and searches for saddles. */
export const layers = experiment({
  name: "layers",
  question:
    "Where do critical points of each index lie as N grows, and how many minima outside the band are left?",
  config,
  inputs: {},
  tables: {
    saddles: SADDLES,
    critical_points: CRITICAL_POINTS,
    maps: MAPS,
    distinct_minima: DISTINCT_MINIMA,
    censuses: CENSUSES,
    saddle_links: SADDLE_LINKS,
    graphs: GRAPHS,
  },
  plan,
  run,
  answer,
});
