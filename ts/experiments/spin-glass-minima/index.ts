import { MINIMA, SPECTRA } from "../../glass/tables.js";
import { experiment } from "../experiment.js";
import { answer } from "./answer.js";
import { config } from "./config.js";
import { plan } from "./plan.js";
import { run } from "./run.js";

/** Descents of the spherical p-spin glass from random starts to minima, with the spectrum at each. */
export const spinGlassMinima = experiment({
  name: "spin-glass-minima",
  question: "Where do descents from random starts end, as N grows?",
  config,
  inputs: {},
  tables: { minima: MINIMA, spectra: SPECTRA },
  plan,
  run,
  answer,
});
