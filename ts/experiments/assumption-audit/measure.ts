import { dot, lengthOf } from "../../base/vectors.js";
import type { Dataset } from "../../data/dataset.js";
import { type Loss, Network } from "../../network/index.js";
import { activityOf, independentActivity } from "../../paths/activity.js";
import { gatesOf } from "../../paths/gates.js";
import { pathInputsOf } from "../../paths/inputs.js";
import { type Layout, nearestRoot, power } from "../../paths/layout.js";
import { gathered, tensorOf } from "../../paths/sharing.js";
import type { AuditQuantity } from "../../paths/tables.js";
import { evenness } from "../../statistics/evenness.js";
import { kMeans, numbersOf } from "../../statistics/k-means.js";
import { lossCorrelations } from "../overlaps.js";

/** What a network has, and what the assumption says; NaN where it says nothing. */
export interface Measurement {
  readonly quantity: AuditQuantity;
  readonly place: number;
  readonly value: number;
  readonly assumed: number;
}

const at = (quantity: AuditQuantity, value: number, assumed: number, place = 0): Measurement => ({
  ...{ quantity, place },
  value,
  assumed,
});

/** How active paths are, and on what that depends. */
export function measureActivity(layout: Layout, weights: Float64Array, data: Dataset): Measurement[] {
  const found = activityOf(layout, gatesOf(layout, weights, data), data);
  const independent = independentActivity(layout, found.rate, data);
  return [
    at("rate", found.rate, Number.NaN),
    at("never_active", found.never, independent.never),
    at("spread_over_paths", found.overPaths, independent.overPaths),
    at("spread_over_samples", found.overSamples, independent.overSamples),
    at("with_input", found.withInput, independent.withInput),
    at("between_classes", found.betweenClasses, independent.betweenClasses),
    ...found.betweenPaths.map((value, shared) => at("between_paths", value, 0, shared)),
  ];
}

/** The inputs of paths, each of which Ψ/n₀ paths have in common. */
export function measureInputs({ paths }: Layout, data: Dataset): Measurement[] {
  const found = pathInputsOf(data.inputs, data.features);
  return [
    at("input_mean", found.mean, 0),
    at("input_correlation", found.correlation, 1 / (data.samples - 1)),
    at("independent_inputs", found.independent, paths),
    at("input_skewness", found.skewness, 0),
    at("input_kurtosis", found.kurtosis, 0),
  ];
}

/** Numbers of values that weights are moved to, besides Λ. */
export const COUNTS = [2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64];

/** Values of which products are counted, at most: K^H counts. */
const MOST_PRODUCTS = 1e6;

/** How few values the weights of a trained network can have, and how evenly they are used. */
export function measureRedundancy(
  layout: Layout,
  weights: Float64Array,
  test: Dataset,
  kept: number,
): Measurement[] {
  const accuracyOf = (own: Float64Array) => {
    const network = Network.fromWeights({ layers: layout.layers, biases: false, weights: own });
    const accuracy = network.accuracy(test);
    network.free();
    return accuracy;
  };
  const lambda = nearestRoot(layout);
  // No more values than weights.
  const cutTo = kMeans(weights, Math.min(weights.length, Math.max(lambda, ...COUNTS)));
  const few = (count: number) => cutTo(Math.min(weights.length, count));
  const trained = accuracyOf(weights);
  const tried = COUNTS.map((count) => ({ count, accuracy: accuracyOf(numbersOf(few(count))) }));
  const enough = tried.find(({ accuracy }) => accuracy >= trained - kept);
  const { codes, values } = few(lambda);
  const shared = { count: values.length, of: codes };
  const uses = gathered(shared, new Float64Array(weights.length).fill(1));
  return [
    at("test_accuracy", trained, Number.NaN),
    ...tried.map(({ count, accuracy }) => at("accuracy_of_values", accuracy, trained, count)),
    at("distinct_values", enough?.count ?? Number.NaN, lambda),
    at("evenness_of_values", evenness(uses), 1),
    at(
      "evenness_of_products",
      power(lambda, layout.order) <= MOST_PRODUCTS
        ? evenness(tensorOf(layout, shared, new Float64Array(layout.paths).fill(1)))
        : Number.NaN,
      1,
    ),
  ];
}

/** |w|² of all weights and of each layer, in units of what it was before training. */
export function measureNorm(
  { offsets, weights: count }: Layout,
  before: Float64Array,
  after: Float64Array,
): Measurement[] {
  const square = (of: Float64Array) => dot(of, of);
  const ratio = (from: number, to: number) =>
    square(after.subarray(from, to)) / square(before.subarray(from, to));
  return [
    at("norm", ratio(0, count), 1),
    ...offsets.map((from, k) => at("norm", ratio(from, offsets[k + 1] ?? count), 1, k + 1)),
  ];
}

/** Correlations of the loss at weights of given overlaps, on the sphere of the network's norm. */
export function measureCorrelations(
  { layers, order, weights: count }: Layout,
  weights: Float64Array,
  data: Dataset,
  options: {
    readonly loss: Loss;
    readonly overlaps: readonly number[];
    readonly pairs: number;
    readonly seed: bigint;
  },
): Measurement[] {
  const { loss, overlaps, pairs, seed } = options;
  const value = (own: Float64Array) => {
    const network = Network.fromWeights({ layers, loss, biases: false, weights: own });
    const found = network.loss(data);
    network.free();
    return found;
  };
  const radius = lengthOf(weights);
  return lossCorrelations(value, { count, radius, overlaps, pairs, seed }).map((correlation, place) => {
    const overlap = overlaps[place] as number;
    return at("loss_correlation", correlation, power(overlap, order), overlap);
  });
}
