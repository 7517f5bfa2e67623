import { countBelow } from "../../base/sorted.js";
import type { Dataset } from "../../data/dataset.js";
import { type ArchitectureOptions, Network } from "../../network/index.js";
import { gathered } from "../../paths/sharing.js";
import { type Cut, numbersOf } from "../../statistics/k-means.js";
import { turn } from "../turn.js";
import type { Region } from "./cut.js";

/** A descent by batches whose rate falls linearly to 0. */
export interface Descent {
  readonly architecture: ArchitectureOptions;
  readonly batches: readonly Dataset[];
  readonly learningRate: number;
  readonly signal: AbortSignal | undefined;
}

/** What a training ended with; undefined where it diverged. */
type Ended = Promise<Cut | undefined>;

/**
 * Trains the values; every weight keeps the one that it has.
 *
 * A step is that of gradient descent on the weights, projected to weights that keep theirs in common: each group moves by the rate times the mean
 * of its weights' gradients. So a rate that suits the weights suits the values, however many weights a value has.
 */
export async function trainValues(cut: Cut, descent: Descent): Ended {
  const { codes } = cut;
  const values = cut.values.slice();
  const counts = new Float64Array(values.length);
  for (const code of codes) counts[code] = (counts[code] as number) + 1;
  const trained = { codes, values };
  return descend(
    descent,
    () => trained,
    (gradient, rate) => {
      gathered({ count: values.length, of: codes }, gradient).forEach((sum, code) => {
        values[code] = (values[code] as number) - (rate * sum) / (counts[code] as number);
      });
    },
  );
}

/**
 * Trains the weights through their cut: the gradient at the cut weights moves the weights themselves, which are then cut again, so that
 * they change from value to value.
 *
 * A cut is a step of Lloyd's: each weight takes the nearest value of its region, and each value becomes the mean of its weights.
 *
 * Source: Courbariaux, Bengio, David, BinaryConnect, NeurIPS 2015; Lloyd, IEEE Trans. Inf. Theory 28 (1982).
 *
 * @param regions  of the weights, and the cuts of each in the order of its values
 */
export async function trainWeights(
  weights: Float64Array,
  regions: readonly (Region & { readonly values: Float64Array })[],
  descent: Descent,
): Ended {
  const moved = weights.slice();
  const codes = new Uint32Array(weights.length);
  const values = Float64Array.from(regions.flatMap((region) => [...region.values]));
  return descend(
    descent,
    () => {
      let first = 0;
      for (const { from, to, values: ofRegion } of regions) {
        const own = values.subarray(first, first + ofRegion.length);
        cutAgain(moved.subarray(from, to), codes.subarray(from, to), own, first);
        first += own.length;
      }
      return { codes, values };
    },
    (gradient, rate) => {
      gradient.forEach((slope, place) => {
        moved[place] = (moved[place] as number) - rate * slope;
      });
    },
  );
}

/** Beyond it no training returns, and outputs are still doubles. */
const FAR = 1e8;

/** Gradients between two turns of the event loop: tens of milliseconds. */
const TURN = 50;

async function descend(
  { architecture, batches, learningRate, signal }: Descent,
  cut: () => Cut,
  move: (gradient: Float64Array, rate: number) => void,
): Ended {
  for (const [step, batch] of batches.entries()) {
    if (step % TURN === 0) await turn("redundancy", signal);
    const found = cut();
    if (isFar(found)) return undefined;
    const network = Network.fromWeights({ ...architecture, weights: numbersOf(found) });
    move(network.gradient(batch), learningRate * (1 - step / batches.length));
    network.free();
  }
  const found = cut();
  return isFar(found) ? undefined : found;
}

const isFar = ({ values }: Cut) => values.some((value) => !(Math.abs(value) < FAR));

/** Gives each weight the nearest of ascending values, and each value the mean of its weights; one without weights stays. */
function cutAgain(weights: Float64Array, codes: Uint32Array, values: Float64Array, first: number): void {
  const edges = values.subarray(1).map((value, place) => ((values[place] as number) + value) / 2);
  const [sums, counts] = [new Float64Array(values.length), new Float64Array(values.length)];
  weights.forEach((weight, place) => {
    const code = countBelow(edges, weight);
    codes[place] = first + code;
    sums[code] = (sums[code] as number) + weight;
    counts[code] = (counts[code] as number) + 1;
  });
  counts.forEach((count, code) => {
    if (count > 0) values[code] = (sums[code] as number) / count;
  });
}
