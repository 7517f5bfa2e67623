import type { Stream } from "../../base/random.js";
import { combined } from "../../base/vectors.js";

/** A quadratic Bézier curve, or two straight pieces, from one end by a bend to the other. */
export const CURVES = ["bezier", "polychain"] as const;
export type Curve = (typeof CURVES)[number];

export interface Bent {
  readonly curve: Curve;
  readonly from: Float64Array;
  readonly bend: Float64Array;
  readonly to: Float64Array;
}

/** How much of the first end, the bend and the second end the point at t is; they add up to 1. */
export function sharesOf(curve: Curve, t: number): [from: number, bend: number, to: number] {
  if (curve === "bezier") return [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
  return t < 0.5 ? [1 - 2 * t, 2 * t, 0] : [0, 2 - 2 * t, 2 * t - 1];
}

export function pointOf({ curve, from, bend, to }: Bent, t: number): Float64Array {
  const [ofFrom, ofBend, ofTo] = sharesOf(curve, t);
  return combined([ofFrom, from], [ofBend, bend], [ofTo, to]);
}

export interface BendTraining {
  readonly bendSteps: number;
  readonly bendRate: number;
}

/** Decays of the means of gradients and of their squares, and what keeps a quotient finite: Adam's own. */
const MEAN = 0.9;
const SQUARE = 0.999;
const LEAST = 1e-8;

/**
 * The bend that makes the mean loss along the curve low, from the middle of its ends: each step descends at one t, uniform in
 * [0, 1), by Adam with a rate that falls linearly to 0.
 *
 * Source: Garipov, Izmailov, Podoprikhin, Vetrov, Wilson, Loss surfaces, mode connectivity, and fast ensembling of DNNs,
 * NeurIPS 2018; Kingma, Ba, ICLR 2015.
 */
export async function trainedBend(
  { curve, from, to }: Omit<Bent, "bend">,
  gradientAt: (point: Float64Array) => Promise<Float64Array>,
  { bendSteps, bendRate }: BendTraining,
  stream: Stream,
): Promise<Float64Array> {
  const bend = combined([0.5, from], [0.5, to]);
  const means = new Float64Array(bend.length);
  const squares = new Float64Array(bend.length);
  // Of the weights of all gradients seen, what is missing to 1.
  let [meanLeft, squareLeft] = [1, 1];
  for (let step = 0; step < bendSteps; step++) {
    const t = stream.uniform();
    const [, share] = sharesOf(curve, t);
    const gradient = await gradientAt(pointOf({ curve, from, bend, to }, t));
    const rate = bendRate * (1 - step / bendSteps);
    meanLeft *= MEAN;
    squareLeft *= SQUARE;
    for (let place = 0; place < bend.length; place++) {
      const slope = share * (gradient[place] as number);
      const mean = MEAN * (means[place] as number) + (1 - MEAN) * slope;
      const square = SQUARE * (squares[place] as number) + (1 - SQUARE) * slope * slope;
      means[place] = mean;
      squares[place] = square;
      const root = Math.sqrt(square / (1 - squareLeft)) + LEAST;
      bend[place] = (bend[place] as number) - (rate * mean) / ((1 - meanLeft) * root);
    }
  }
  return bend;
}
