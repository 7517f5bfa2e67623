import { minimaColumns, spectraColumns } from "../../glass/minima.js";
import { SpinGlass } from "../../glass/spin-glass.js";
import { MINIMA, SPECTRA } from "../../glass/tables.js";
import { deriveSeed, experiment } from "../experiment.js";
import { answer } from "./answer.js";
import { config } from "./config.js";
import { drawKey, plan } from "./plan.js";

/** Descents of the spherical p-spin glass from random starts to minima, with the spectrum at each. */
export const spinGlassMinima = experiment({
  name: "spin-glass-minima",
  question: "Where do descents from random starts end, as N grows?",
  config,
  inputs: {},
  tables: { minima: MINIMA, spectra: SPECTRA },
  plan,
  answer,
  async run(config, { part }, { signal, progress, shared }) {
    const { p, method, tolerance } = config;
    const { n, draw, first, replicas } = part;
    // The streams of couplings and of starts are apart, so that one seed names both: a row says how to repeat it.
    const seed = deriveSeed(config.seed, n, draw);
    const glass = shared(drawKey(part), () => SpinGlass.sample({ n, p, seed }));
    const descents = await glass.descents({
      replicas,
      first,
      seed,
      method,
      tolerance,
      signal,
      onProgress: (done) => progress({ done }),
    });
    return { minima: minimaColumns(glass, descents), spectra: spectraColumns(glass, descents) };
  },
});
