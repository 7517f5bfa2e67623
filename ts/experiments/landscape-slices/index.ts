import { GLASS_LINES, GLASS_SURFACES } from "../../glass/slice-tables.js";
import { MINIMA } from "../../glass/tables.js";
import { LOSS_LINES, LOSS_SURFACES, SLICED_NETWORKS } from "../../network/slice-tables.js";
import { experiment } from "../experiment.js";
import { networkInputs } from "../networks.js";
import { answer } from "./answer.js";
import { config } from "./config.js";
import { plan } from "./plan.js";
import { run } from "./run.js";

/** Slices of the loss about trained networks and paths between them, and of the energy about minima of the glass. */
export const landscapeSlices = experiment({
  name: "landscape-slices",
  question: "How does the landscape look about its minima, and on the way between two?",
  config,
  inputs: networkInputs,
  tables: {
    networks: SLICED_NETWORKS,
    lines: LOSS_LINES,
    surfaces: LOSS_SURFACES,
    minima: MINIMA,
    glass_lines: GLASS_LINES,
    glass_surfaces: GLASS_SURFACES,
  },
  plan,
  run,
  answer,
});
