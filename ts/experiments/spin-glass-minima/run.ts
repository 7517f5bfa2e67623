import { minimaColumns, spectraColumns } from "../../glass/minima.js";
import { SpinGlass } from "../../glass/spin-glass.js";
import { deriveSeed, type RunContext, type Shard } from "../experiment.js";
import type { Config } from "./config.js";
import { drawKey, type Part } from "./plan.js";

/** Descends some replicas of a draw. */
export async function run(config: Config, { part }: Shard<Part>, { signal, progress, shared }: RunContext) {
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
}
