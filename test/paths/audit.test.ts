import { beforeAll, describe, expect, test } from "vitest";
import { Dataset } from "../../ts/data/dataset.js";
import {
  type Measurement,
  measureActivity,
  measureCorrelations,
  measureInputs,
  measureNorm,
  measureRedundancy,
} from "../../ts/experiments/assumption-audit/measure.js";
import { Network } from "../../ts/network/index.js";
import { layoutOf, nearestRoot } from "../../ts/paths/layout.js";
import { tensorOf } from "../../ts/paths/sharing.js";
import { evenness } from "../../ts/statistics/evenness.js";
import { kMeans, numbersOf } from "../../ts/statistics/k-means.js";
import { startCore } from "../support/core.js";
import { deviates } from "../support/deviates.js";

beforeAll(startCore);

// Small enough that all 12 paths are written down: 3 inputs, two hidden layers of 2, one output.
const LAYERS = [3, 2, 2, 1];
const SAMPLES = 40;
const layout = layoutOf(LAYERS);
const deviate = deviates(4);
const inputs = Float64Array.from({ length: 3 * SAMPLES }, deviate);
const labels = Array.from({ length: SAMPLES }, (_, sample) => sample % 3);
const weights = Float64Array.from({ length: 12 }, deviate);
const data = () => Dataset.from({ inputs, labels, classes: 3 });

const PATHS = [0, 1, 2].flatMap((i) => [0, 1].flatMap((j) => [0, 1].map((k) => ({ i, units: [j, k] }))));
const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const covariance = (x: readonly number[], y: readonly number[]) =>
  average(x.map((value, at) => value * (y[at] as number))) - average(x) * average(y);
const square = (x: readonly number[]) => covariance(x, x);
const pick = (found: readonly Measurement[], quantity: string, place = 0) =>
  found.find((one) => one.quantity === quantity && one.place === place)?.value;
const pixel = (i: number) => Array.from({ length: SAMPLES }, (_, sample) => inputs[3 * sample + i] as number);

/** Whether each path is active on each sample, from the definition. */
const active = PATHS.map(({ units: [j, k] }) =>
  Array.from({ length: SAMPLES }, (_, sample) => {
    const first = [0, 1].map((unit) =>
      [0, 1, 2].reduce(
        (sum, i) => sum + (weights[3 * unit + i] as number) * (inputs[3 * sample + i] as number),
        0,
      ),
    );
    const second = [0, 1].map((unit) =>
      [0, 1].reduce(
        (sum, below) => sum + (weights[6 + 2 * unit + below] as number) * Math.max(0, first[below] as number),
        0,
      ),
    );
    return Number((first[j as number] as number) > 0 && (second[k as number] as number) > 0);
  }),
);
const rates = active.map(average);
const varying = PATHS.flatMap((_, path) => (square(active[path] as number[]) > 0 ? [path] : []));

describe("an audit of 12 paths agrees with their enumeration", () => {
  test("in activity: the share, its spreads, and the paths that are never active", () => {
    const found = measureActivity(layout, weights, data());
    const rate = average(rates);
    expect(varying.length).toBeGreaterThan(3);
    expect(pick(found, "rate")).toBeCloseTo(rate, 14);
    expect(pick(found, "never_active")).toBeCloseTo(average(rates.map((one) => Number(one === 0))), 14);
    expect(pick(found, "spread_over_paths")).toBeCloseTo(Math.sqrt(square(rates)), 14);
    const bySample = Array.from({ length: SAMPLES }, (_, sample) =>
      average(active.map((own) => own[sample] as number)),
    );
    expect(pick(found, "spread_over_samples")).toBeCloseTo(Math.sqrt(square(bySample)), 14);
    const assumed = (quantity: string) => found.find((one) => one.quantity === quantity)?.assumed;
    expect(assumed("spread_over_samples")).toBeCloseTo(Math.sqrt((rate * (1 - rate)) / 12), 14);
    expect(assumed("never_active")).toBeCloseTo((1 - rate) ** SAMPLES, 14);
  });

  test("in how activity depends on the path's input and on the class", () => {
    const found = measureActivity(layout, weights, data());
    const r2 = varying.map((path) => {
      const [own, input] = [active[path] as number[], pixel(PATHS[path]?.i as number)];
      return covariance(own, input) ** 2 / (square(own) * square(input));
    });
    expect(pick(found, "with_input")).toBeCloseTo(average(r2), 13);
    const shares = varying.map((path) => {
      const own = active[path] as number[];
      const between = [0, 1, 2].map((of) => {
        const ofClass = own.filter((_, sample) => labels[sample] === of);
        return (ofClass.length / SAMPLES) * (average(ofClass) - average(own)) ** 2;
      });
      return between.reduce((a, b) => a + b) / square(own);
    });
    expect(pick(found, "between_classes")).toBeCloseTo(average(shares), 13);
  });

  test.each([0, 1])("in the correlation of paths that share %i hidden units", (shared) => {
    const found = measureActivity(layout, weights, data());
    const pairs = PATHS.flatMap((one, p) =>
      PATHS.flatMap((other, q) => {
        const same = one.units.filter((unit, layer) => unit === other.units[layer]).length;
        return same === shared ? [covariance(active[p] as number[], active[q] as number[])] : [];
      }),
    );
    const wanted = average(pairs) / average(active.map(square));
    expect(pick(found, "between_paths", shared)).toBeCloseTo(wanted, 13);
  });

  test("in the inputs: mean, correlations, how many are independent, skewness and kurtosis", () => {
    const found = measureInputs(layout, data());
    const pixels = [0, 1, 2].map(pixel);
    const all = pixels.flat();
    const of = (x: readonly number[], y: readonly number[]) => covariance(x, y);
    const central = (x: readonly number[], order: number) =>
      average(x.map((value) => (value - average(x)) ** order)) / square(x) ** (order / 2);
    expect(pick(found, "input_mean")).toBeCloseTo(average(all) / Math.sqrt(square(all)), 13);
    const pairs = [
      [0, 1],
      [0, 2],
      [1, 2],
    ].map(([a, b]) => [pixels[a as number], pixels[b as number]] as [number[], number[]]);
    expect(pick(found, "input_correlation")).toBeCloseTo(
      average(pairs.map(([x, y]) => of(x, y) ** 2 / (square(x) * square(y)))),
      13,
    );
    const trace = pixels.reduce((sum, x) => sum + square(x), 0);
    const squares = pixels.flatMap((x) => pixels.map((y) => of(x, y) ** 2)).reduce((a, b) => a + b);
    expect(pick(found, "independent_inputs")).toBeCloseTo(trace ** 2 / squares, 12);
    expect(pick(found, "input_skewness")).toBeCloseTo(average(pixels.map((x) => central(x, 3))), 12);
    expect(pick(found, "input_kurtosis")).toBeCloseTo(average(pixels.map((x) => central(x, 4) - 3)), 12);
  });

  test("in how many paths have each product of values, and how even that is", () => {
    const { codes } = kMeans(weights, 3)(3);
    const counts = new Float64Array(27);
    for (const { i, units } of PATHS) {
      const [j, k] = units as [number, number];
      const [first, second, third] = [3 * j + i, 6 + 2 * k + j, 10 + k].map((at) => codes[at] as number) as [
        number,
        number,
        number,
      ];
      const place = 9 * third + 3 * second + first;
      counts[place] = (counts[place] as number) + 1;
    }
    expect(tensorOf(layout, { count: 3, of: codes }, new Float64Array(12).fill(1))).toEqual(counts);
    const shares = Array.from(counts, (count) => count / 12);
    expect(evenness(counts)).toBeCloseTo(1 / (27 * shares.reduce((sum, share) => sum + share ** 2, 0)), 13);
  });

  test("in what few values do to the accuracy, and in norms", () => {
    const taught = Network.fromWeights({
      layers: [3, 2, 2, 3],
      biases: false,
      weights: Float64Array.from({ length: 16 }, deviate),
    });
    const [own, wide] = [taught.weights, layoutOf([3, 2, 2, 3])];
    const test = taught.teach(data());
    const found = measureRedundancy(wide, own, test, 0.025);
    expect(pick(found, "test_accuracy")).toBe(1);
    for (const count of [2, 3, 8]) {
      const weights = numbersOf(kMeans(own, count)(count));
      const moved = Network.fromWeights({ layers: [3, 2, 2, 3], biases: false, weights });
      expect(pick(found, "accuracy_of_values", count)).toBe(moved.accuracy(test));
    }
    const needed = found.filter(
      ({ quantity, value }) => quantity === "accuracy_of_values" && value >= 0.975,
    )[0]?.place;
    expect(pick(found, "distinct_values")).toBe(needed);
    const norms = measureNorm(
      layout,
      weights,
      weights.map((weight, at) => (at < 6 ? 2 : 3) * weight),
    );
    expect([1, 2, 3].map((layer) => pick(norms, "norm", layer))).toEqual(
      [4, 9, 9].map((value) => expect.closeTo(value, 12)),
    );
  });

  test("in the correlation of the loss: 1 close to R = 1, and R^H of a multilinear one", () => {
    const one = Dataset.from({ inputs: [1, 1, 1], labels: [0], classes: 1 });
    const options = { loss: "squared", overlaps: [0.5, 0.999999], pairs: 200, seed: 1n } as const;
    const found = measureCorrelations(layout, weights, one, options);
    expect(found.map(({ assumed }) => assumed)).toEqual(
      [0.125, 0.999999 ** 3].map((value) => expect.closeTo(value, 14)),
    );
    expect(pick(found, "loss_correlation", 0.999999)).toBeCloseTo(1, 3);
  });
});

test.each([
  { paths: 12, order: 3, root: 2 },
  { paths: 5000, order: 3, root: 17 },
  { paths: 1000, order: 3, root: 10 },
  { paths: 1, order: 2, root: 2 },
])("Λ of $paths paths of $order factors is $root", ({ paths, order, root }) => {
  expect(nearestRoot({ paths, order })).toBe(root);
});
