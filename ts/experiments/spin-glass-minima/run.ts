import { spectraOf } from "../../glass/descents.js";
import { SpinGlass } from "../../glass/spin-glass.js";
import { deriveSeed, type RunContext, type Shard } from "../experiment.js";
import { WAYS } from "../ways.js";
import { type Config, quenchOf } from "./config.js";
import { drawKey, type Part } from "./plan.js";

/** Descends some replicas of a draw. */
export async function run(config: Config, { part }: Shard<Part>, { signal, progress, shared }: RunContext) {
  const { p, precision, method, tolerance } = config;
  const quench = quenchOf(config);
  const { n, draw, first, replicas } = part;
  // The streams of couplings and of starts are apart, so that one seed names both: a row says how to repeat it.
  const seed = deriveSeed(config.seed, n, draw);
  const glass = shared(drawKey(part), () => SpinGlass.sample({ n, p, precision, seed }));
  const descents = await WAYS[method].descend(glass, quench, {
    replicas,
    first,
    tolerance,
    sweeps: quench.sweeps,
    signal,
    onProgress: ({ done }) => progress({ done }),
  });
  return { minima: descents, spectra: spectraOf(descents) };
}
