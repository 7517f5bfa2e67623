import { dot, mean } from "../base/vectors.js";
import { type Gates, hiddenPaths, openPaths } from "./gates.js";
import { centredColumns } from "./inputs.js";
import { type Layout, power } from "./layout.js";

/**
 * How active paths are, and on what that depends: exact over all paths, samples and pairs of paths. Whether a path is active does not depend
 * on its input or output, so that sums go over the hidden parts of paths.
 */
export interface Activity {
  /** ρ: the share of active ones among all paths on all samples. */
  readonly rate: number;
  /** The share of paths that are active on no sample. */
  readonly never: number;
  /** Standard deviation over paths of a path's share of samples. */
  readonly overPaths: number;
  /** Standard deviation over samples of a sample's share of paths. */
  readonly overSamples: number;
  /** Mean r² of a path's activity and its input over samples, of all paths in which both vary. */
  readonly withInput: number;
  /** Mean share of the variance of a path's activity that lies between classes, of all paths that vary. */
  readonly betweenClasses: number;
  /** Of two paths that share k of their hidden units, k = 0 … H − 2: their mean covariance over the mean variance of paths. */
  readonly betweenPaths: readonly number[];
}

export function activityOf(
  layout: Layout,
  gates: Gates,
  data: {
    readonly samples: number;
    readonly inputs: Float64Array;
    readonly labels: ArrayLike<number>;
    readonly classes: number;
  },
): Activity {
  const { samples, inputs, labels, classes } = data;
  const count = hiddenPaths(layout);
  const open = Array.from({ length: samples }, (_, sample) => openPaths(layout, gates, sample));
  const rates = new Float64Array(count);
  for (const own of open)
    for (let path = 0; path < count; path++)
      rates[path] = (rates[path] as number) + (own[path] as number) / samples;
  const rate = mean(rates);
  const ofSamples = open.map((own) => own.reduce((sum, one) => sum + one, 0) / count);
  return {
    rate,
    never: rates.reduce((sum, one) => sum + (one === 0 ? 1 : 0), 0) / count,
    overPaths: Math.sqrt(meanSquare(rates, rate)),
    overSamples: Math.sqrt(meanSquare(ofSamples, rate)),
    withInput: withInput(open, rates, inputs, layout.layers[0] as number),
    betweenClasses: betweenClasses(open, rates, labels, classes),
    betweenPaths: betweenPaths(layout, open, rates),
  };
}

/** What the numbers of `Activity` are in the mean where every path on every sample is drawn by itself with probability ρ. */
export function independentActivity(
  { paths, order }: Pick<Layout, "paths" | "order">,
  rate: number,
  { samples, classes }: { readonly samples: number; readonly classes: number },
): Activity {
  const variance = rate * (1 - rate);
  return {
    rate,
    never: power(1 - rate, samples),
    overPaths: Math.sqrt(variance / samples),
    overSamples: Math.sqrt(variance / paths),
    withInput: 1 / (samples - 1),
    betweenClasses: (classes - 1) / (samples - 1),
    betweenPaths: new Array<number>(order - 1).fill(0),
  };
}

const meanSquare = (values: ArrayLike<number>, centre: number): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += ((values[i] as number) - centre) ** 2;
  return sum / values.length;
};

type Open = readonly Uint8Array[];

function withInput(open: Open, rates: Float64Array, inputs: Float64Array, features: number): number {
  const samples = open.length;
  const centred = centredColumns(inputs, features);
  const squares = centred.map((own) => dot(own, own));
  let [total, pairs] = [0, 0];
  for (let path = 0; path < rates.length; path++) {
    const rate = rates[path] as number;
    if (rate === 0 || rate === 1) continue;
    const on = open.flatMap((own, sample) => (own[path] === 1 ? [sample] : []));
    for (const [i, own] of centred.entries()) {
      const square = squares[i] as number;
      if (square === 0) continue;
      const product = on.reduce((sum, sample) => sum + (own[sample] as number), 0);
      total += product ** 2 / (square * samples * rate * (1 - rate));
      pairs++;
    }
  }
  return total / pairs;
}

function betweenClasses(open: Open, rates: Float64Array, labels: ArrayLike<number>, classes: number): number {
  const samples = open.length;
  const sizes = new Float64Array(classes);
  for (let sample = 0; sample < samples; sample++)
    sizes[labels[sample] as number] = (sizes[labels[sample] as number] as number) + 1;
  let [total, paths] = [0, 0];
  for (let path = 0; path < rates.length; path++) {
    const rate = rates[path] as number;
    if (rate === 0 || rate === 1) continue;
    const active = new Float64Array(classes);
    open.forEach((own, sample) => {
      active[labels[sample] as number] = (active[labels[sample] as number] as number) + (own[path] as number);
    });
    const between = active.reduce((sum, count, of) => {
      const size = sizes[of] as number;
      return size === 0 ? sum : sum + size * (count / size - rate) ** 2;
    }, 0);
    total += between / (samples * rate * (1 - rate));
    paths++;
  }
  return total / paths;
}

/** By how many hidden units two paths share: mean covariance over mean variance. */
function betweenPaths({ layers }: Layout, open: Open, rates: Float64Array): number[] {
  // Slowest first, as hidden parts of paths lie.
  const widths = layers.slice(1, -1).reverse();
  const masks = 2 ** widths.length;
  const joint = new Float64Array(masks);
  for (const own of open) {
    const sums = sumsOfPairs(widths, own);
    for (let mask = 0; mask < masks; mask++)
      joint[mask] = (joint[mask] as number) + (sums[mask] as number) / open.length;
  }
  const apart = sumsOfPairs(widths, rates);
  const variance = rates.reduce((sum, rate) => sum + rate * (1 - rate), 0) / rates.length;
  const [sums, pairs] = [new Float64Array(widths.length), new Float64Array(widths.length)];
  for (let mask = 0; mask < masks - 1; mask++) {
    const shared = widths.reduce((bits, _, layer) => bits + ((mask >> layer) & 1), 0);
    sums[shared] = (sums[shared] as number) + (joint[mask] as number) - (apart[mask] as number);
    pairs[shared] =
      (pairs[shared] as number) +
      widths.reduce((count, width, layer) => count * width * ((mask >> layer) & 1 ? 1 : width - 1), 1);
  }
  return Array.from(sums, (sum, shared) => sum / (pairs[shared] as number) / variance);
}

/**
 * Σ x_p x_p′ over ordered pairs of paths that have the same unit in the layers of a mask (bit l: layer l of `widths`) and other units in the
 * rest, for every mask: sums over pairs that are free in the rest, by inclusion and exclusion.
 */
function sumsOfPairs(widths: readonly number[], of: ArrayLike<number>): Float64Array {
  const masks = 2 ** widths.length;
  const sums = Float64Array.from({ length: masks }, (_, mask) => {
    const [groups, index] = groupsOf(widths, mask);
    const totals = new Float64Array(groups);
    for (let path = 0; path < of.length; path++) {
      const group = index[path] as number;
      totals[group] = (totals[group] as number) + (of[path] as number);
    }
    return dot(totals, totals);
  });
  for (let layer = 0; layer < widths.length; layer++)
    for (let mask = 0; mask < masks; mask++)
      if (((mask >> layer) & 1) === 0)
        sums[mask] = (sums[mask] as number) - (sums[mask | (1 << layer)] as number);
  return sums;
}

/** The paths by their units in the layers of a mask. */
function groupsOf(widths: readonly number[], mask: number): [groups: number, index: Int32Array] {
  let index = Int32Array.of(0);
  let groups = 1;
  for (const [layer, width] of widths.entries()) {
    const isKept = ((mask >> layer) & 1) === 1;
    const longer = new Int32Array(index.length * width);
    for (let at = 0; at < longer.length; at++) {
      const group = index[Math.floor(at / width)] as number;
      longer[at] = isKept ? group * width + (at % width) : group;
    }
    index = longer;
    if (isKept) groups *= width;
  }
  return [groups, index];
}
