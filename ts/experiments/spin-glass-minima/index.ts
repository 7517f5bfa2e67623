import { canonicalJson } from "../../base/canonical.js";
import { SpinGlass } from "../../glass/spin-glass.js";
import { minimaColumns, spectraColumns } from "../../glass/minima.js";
import { GLASS_NORMALISATION, MINIMA, SPECTRA } from "../../glass/tables.js";
import { call } from "../../wasm/call.js";
import { backend, build } from "../../wasm/loader.js";
import type { Experiment } from "../experiment.js";
import { type Config, config } from "./config.js";
import { type Part, plan } from "./plan.js";
import { summarise } from "./summarise.js";

/** Descents of the spherical p-spin glass from random starts to minima, with the spectrum at each. */
export const spinGlassMinima: Experiment<Config, Part> = {
  name: "spin-glass-minima",
  question: "Where do descents from random starts end, as N grows?",
  unit: "replicas",
  config,
  tables: [MINIMA, SPECTRA],
  plan,
  summarise,
  async run(config, { part }, { signal, progress }) {
    const { n, draw, first, replicas } = part;
    const { p, method, tolerance } = config;
    const seed = call((core) => core.deriveSeed(BigInt(config.seed), n, draw));
    const glass = SpinGlass.sample({ n, p, seed });
    try {
      // The streams of couplings and of starts are apart, so that one seed names both: a row says how to repeat it.
      const descents = await glass.descents({
        replicas,
        first,
        seed,
        method,
        tolerance,
        signal,
        onProgress: progress,
      });
      const { buildTable } = await import("../../tables/index.js");
      const provenance = {
        version: build.version,
        config: canonicalJson(config),
        backend: backend(),
        normalisation: GLASS_NORMALISATION,
        experiment: "spin-glass-minima",
      };
      return {
        minima: buildTable(MINIMA, minimaColumns(glass, descents), provenance),
        spectra: buildTable(SPECTRA, spectraColumns(glass, descents), provenance),
      };
    } finally {
      glass.free();
    }
  },
};
