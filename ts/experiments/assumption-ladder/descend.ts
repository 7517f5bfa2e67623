import { across, lengthOf, ofLength } from "../../base/vectors.js";
import { turn } from "../turn.js";
import type { Landscape } from "./landscapes.js";

/** Parts of the way, at the ends of which it is looked at. */
export const CHECKPOINTS = 4;

/**
 * Steps against the gradient, each of the length `stepLength`·|w| at first and falling linearly to 0: the one way down that all rungs can go,
 * kinks or none, whatever the loss's scale. On a sphere along the tangent, and back onto it.
 *
 * @param look  is shown the start, three places on the way and the end.
 * @returns  the last place that has a slope: the end, but where no loss is left there; undefined where the start has none.
 * Source: Shor, Minimization Methods for Non-Differentiable Functions (1985), ch. 2.
 */
export async function descend(
  landscape: Landscape,
  start: Float64Array,
  { steps, stepLength }: { readonly steps: number; readonly stepLength: number },
  signal: AbortSignal | undefined,
  look: (place: Float64Array, checkpoint: number) => Promise<void>,
): Promise<Float64Array | undefined> {
  const radius = lengthOf(start);
  let w = start;
  let sloped: Float64Array | undefined;
  for (let step = 0, checkpoint = 0; step <= steps; step++) {
    if (step === Math.floor((checkpoint * steps) / CHECKPOINTS)) await look(w, checkpoint++);
    await turn("the shard", signal);
    const gradient = landscape.gradient(w);
    const direction = landscape.isSphere ? across(gradient, w) : gradient;
    const size = lengthOf(direction);
    // No loss is left, or no path of it is active.
    if (size === 0) continue;
    sloped = w;
    if (step === steps) break;
    const by = (stepLength * (1 - step / steps) * lengthOf(w)) / size;
    const next = w.map((weight, i) => weight - by * (direction[i] as number));
    w = landscape.isSphere ? ofLength(next, radius) : next;
  }
  return sloped;
}
