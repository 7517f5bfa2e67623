import { PURPOSES, Stream } from "../base/random.js";
import type { Dataset } from "../data/dataset.js";
import { pathInputs } from "../wasm/seeds.js";
import { type Gates, openPaths } from "./gates.js";
import type { Layout } from "./layout.js";

/** Where the factors q·X·A of a path come from. */
export interface Source {
  readonly layout: Layout;
  readonly data: Dataset;
  /** The network's activations, or ρ. */
  readonly activity: Gates | { readonly rate: number; readonly drawn: boolean };
  readonly inputs: "data" | "normal";
  readonly scale: number;
  readonly seed: string;
}

/** Gives the coefficients q·X·A of all paths on a sample; the array is the next call's too. */
export function coefficientsOf(source: Source): (sample: number) => Float64Array {
  const { layout, data, activity, inputs, scale, seed } = source;
  const { paths, layers } = layout;
  const features = layers[0] as number;
  const pixels = inputs === "data" ? data.inputs : undefined;
  const coefficients = new Float64Array(paths);
  return (sample) => {
    if (pixels === undefined) coefficients.set(pathInputs(seed, sample, paths));
    else {
      const own = pixels.subarray(sample * features, (sample + 1) * features);
      for (let at = 0; at < paths; at += features) coefficients.set(own, at);
    }
    if (!("rate" in activity)) {
      const open = openPaths(layout, activity, sample);
      for (let m = 0; m * features < paths; m++)
        if (open[m % open.length] === 0) coefficients.fill(0, m * features, (m + 1) * features);
    } else if (activity.drawn) {
      const stream = new Stream(BigInt(seed), PURPOSES.paths, sample);
      for (let path = 0; path < paths; path++) if (stream.uniform() >= activity.rate) coefficients[path] = 0;
    }
    const by = "rate" in activity && !activity.drawn ? scale * activity.rate : scale;
    if (by !== 1)
      for (let path = 0; path < paths; path++) coefficients[path] = by * (coefficients[path] as number);
    return coefficients;
  };
}
