import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { InvalidInputError } from "../../ts/base/errors.js";
import { Dataset } from "../../ts/data/dataset.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { Network } from "../../ts/network/index.js";
import { PathModel, type PathModelOptions } from "../../ts/paths/index.js";
import { dot, EPS, startCore, toSphere } from "../support/core.js";
import { deviates } from "../support/deviates.js";

beforeAll(startCore);

const normals = (count: number, seed: number) => {
  const deviate = deviates(seed, 0);
  return Float64Array.from({ length: count }, deviate);
};
const product = (numbers: readonly number[]) => numbers.reduce((a, b) => a * b, 1);
const weightCount = (layers: readonly number[]) =>
  layers.slice(1).reduce((sum, width, k) => sum + width * (layers[k] as number), 0);

function samplesFor(layers: readonly number[], samples: number, seed: number): Dataset {
  const [features, classes] = [layers[0] as number, layers.at(-1) as number];
  return Dataset.from({
    inputs: normals(samples * features, seed),
    labels: Array.from({ length: samples }, (_, sample) => (sample * 7 + seed) % classes),
    classes,
  });
}

/** Every path (i₀, …, i_H) of some layers. */
function pathsOf(layers: readonly number[]): number[][] {
  return layers.reduce<number[][]>(
    (paths, width) => paths.flatMap((path) => Array.from({ length: width }, (_, unit) => [...path, unit])),
    [[]],
  );
}

/** The place among the weights of each factor of a path. */
function factorsOf(layers: readonly number[], path: readonly number[]): number[] {
  let offset = 0;
  return path.slice(1).map((unit, k) => {
    const width = layers[k] as number;
    const place = offset + unit * width + (path[k] as number);
    offset += width * (layers[k + 1] as number);
    return place;
  });
}

const expectClose = (found: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number) => {
  expect(found.length).toBe(wanted.length);
  for (let i = 0; i < found.length; i++)
    expect(Math.abs((found[i] as number) - (wanted[i] as number))).toBeLessThanOrEqual(tolerance);
};

const cases = fc.record({
  layers: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 3, maxLength: 4 }),
  loss: fc.constantFrom("hinge-one-vs-all" as const, "absolute" as const),
  margins: fc.constantFrom("free" as const, "frozen" as const),
  samples: fc.integer({ min: 1, max: 6 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

describe("a path model", () => {
  test("with the activations of a network has its outputs, loss, gradient and Hessian, to rounding", () => {
    fc.assert(
      fc.property(cases, ({ layers, loss, margins, samples, seed }) => {
        const data = samplesFor(layers, samples, seed);
        const weights = normals(weightCount(layers), seed + 1);
        const network = Network.fromWeights({ layers, loss, biases: false, weights });
        const model = PathModel.create({ layers, loss, data, weights, margins });
        // Of all that is summed, no sum is larger than that of moduli.
        const most = (values: Float64Array) =>
          values.reduce((max, value) => Math.max(max, Math.abs(value)), 1);
        const moduli = samples * product(layers) * most(data.inputs) * most(weights) ** (layers.length - 1);
        const tolerance = 4 * EPS * layers.reduce((a, b) => a + b, samples) * moduli;
        if (margins === "free") expectClose(model.outputs(weights), network.outputs(data), tolerance);
        const { value, gradient } = model.evaluate(weights);
        expectClose([value, model.value(weights)], [network.loss(data), value], tolerance);
        expectClose(gradient, network.gradient(data), tolerance);
        expectClose(model.hessian(weights), network.hessian(data), tolerance);
      }),
      { numRuns: 30 },
    );
  });

  test("of 12 paths is their sum, path by path, with the gradient and Hessian of central differences", () => {
    const layers = [3, 2, 2, 1];
    const inputs = [0.5, -1, 2];
    const data = Dataset.from({ inputs, labels: [0], classes: 1 });
    const weights = normals(12, 3).map(Math.abs);
    const rate = 0.5;
    const model = PathModel.create({ layers, data, activity: "mean", rate, scale: 0.25 });
    const byHand = (w: Float64Array) =>
      pathsOf(layers).reduce(
        (sum, path) =>
          sum +
          0.25 *
            rate *
            (inputs[path[0] as number] as number) *
            product(factorsOf(layers, path).map((at) => w[at] as number)),
        0,
      );
    expect([model.paths, model.order, model.weightCount]).toEqual([12, 3, 12]);
    expect(model.lambda).toBeCloseTo(12 ** (1 / 3), 14);
    expect(model.outputs(weights)[0]).toBeCloseTo(byHand(weights), 14);
    expect(model.value(weights)).toBeCloseTo(1 - byHand(weights), 14);
    const gradient = model.gradient(weights);
    const hessian = model.hessian(weights);
    const h = 1e-4;
    for (let i = 0; i < 12; i++) {
      const at = (t: number) => Float64Array.from(weights, (weight, j) => weight + (i === j ? t : 0));
      expect((model.value(at(h)) - model.value(at(-h))) / (2 * h)).toBeCloseTo(gradient[i] as number, 9);
      const [above, below] = [model.gradient(at(h)), model.gradient(at(-h))];
      for (let j = 0; j < 12; j++)
        expect(((above[j] as number) - (below[j] as number)) / (2 * h)).toBeCloseTo(
          hessian[i * 12 + j] as number,
          9,
        );
    }
  });

  test("draws paths as active as asked for, each by itself, and the same ones from a seed", () => {
    const layers = [10, 3, 4, 1];
    const data = Dataset.from({
      inputs: new Float64Array(200 * 10).fill(1),
      labels: new Array(200).fill(0),
      classes: 1,
    });
    const of = (seed: number) => PathModel.create({ layers, data, activity: "bernoulli", rate: 0.3, seed });
    const ones = new Float64Array(weightCount(layers)).fill(1);
    const active = of(1).outputs(ones);
    expect(of(1).outputs(ones)).toEqual(active);
    expect(of(2).outputs(ones)).not.toEqual(active);
    const mean = active.reduce((a, b) => a + b) / 200;
    const variance = active.reduce((sum, count) => sum + (count - mean) ** 2, 0) / 199;
    // 120 paths: mean 36 ± 0.35, variance 25.2 ± 2.5.
    expect(Math.abs(mean - 36)).toBeLessThan(4 * 0.36);
    expect(Math.abs(variance - 25.2)).toBeLessThan(4 * 2.6);
  });

  test("of shared weights is the same sum, and its derivatives are those by the values", () => {
    const layers = [4, 3, 2, 2];
    const data = samplesFor(layers, 5, 1);
    const common = { layers, data, inputs: "normal", activity: "bernoulli", rate: 0.7, seed: 3 } as const;
    for (const sharing of ["even", "random"] as const) {
      const shared = PathModel.create({ ...common, sharing, values: 4 });
      const free = PathModel.create(common);
      const values = normals(4, 5).map((value) => value / 2);
      expect(shared.parameters).toBe(4);
      const weights = shared.weightsOf(values);
      expect(shared.value(values)).toBe(free.value(weights));
      const hessian = shared.hessian(values);
      const step = (i: number, t: number) => values.map((value, j) => value + (i === j ? t : 0));
      for (let i = 0; i < 4; i++) {
        const [above, below] = [step(i, 1e-5), step(i, -1e-5)].map((at) => shared.evaluate(at));
        const slope = ((above?.value ?? 0) - (below?.value ?? 0)) / 2e-5;
        expect(slope).toBeCloseTo(shared.gradient(values)[i] as number, 6);
        for (let j = 0; j < 4; j++) {
          const bend = ((above?.gradient[j] as number) - (below?.gradient[j] as number)) / 2e-5;
          expect(bend).toBeCloseTo(hessian[4 * i + j] as number, 6);
        }
      }
    }
  });
});

describe("with every assumption a path model is a spherical glass", () => {
  /** Λ = n, one path for each product of H values, independent inputs, every path active, one sample within its margin. */
  const assumed = (n: number, order: number, seed: number, more: Partial<PathModelOptions> = {}) => {
    const layers = [...new Array<number>(order).fill(n), 1];
    const data = Dataset.from({ inputs: new Float64Array(n), labels: [0], classes: 1 });
    const weights = new Float64Array(weightCount(layers));
    return PathModel.create({
      ...{
        layers,
        data,
        weights,
        activity: "mean",
        rate: 1,
        inputs: "normal",
        margins: "frozen",
        sharing: "even",
      },
      scale: 1 / Math.sqrt(n ** (order - 1)),
      seed,
      ...more,
    });
  };

  test.each([2, 3, 4])("of the energy of one with the same couplings, for H = %i", (order) => {
    const n = 4;
    const model = assumed(n, order, 7);
    expect([model.parameters, model.paths]).toEqual([n, n ** order]);
    const { constant, slope, glass } = model.reduction();
    expect([glass.n, glass.p, constant]).toEqual([n, order, 1]);
    const state = toSphere(normals(n, 2));
    expect(model.value(state)).toBeCloseTo(constant + slope * glass.energy(state), 12);
    const energy = glass.gradient(state).map((entry) => slope * entry);
    expectClose(model.gradient(state), energy, 1e-12);
    expectClose(
      model.hessian(state),
      glass.hessian(state).map((entry) => slope * entry),
      1e-12,
    );
  });

  test("of its covariance: E[H(v)H(v′)] = ΛR^H over draws", () => {
    const [n, order, draws] = [5, 3, 600];
    const first = toSphere(normals(n, 1));
    const other = normals(n, 2);
    for (const overlap of [0.5, 0.9]) {
      const aside = toSphere(other.map((entry, i) => entry - (dot(other, first) / n) * (first[i] as number)));
      const second = first.map(
        (entry, i) => overlap * entry + Math.sqrt(1 - overlap ** 2) * (aside[i] as number),
      );
      const products = Array.from({ length: draws }, (_, seed) => {
        const model = assumed(n, order, seed);
        return (model.value(first) - 1) * (model.value(second) - 1);
      });
      const mean = products.reduce((a, b) => a + b) / draws;
      // Of Gaussians of covariance c and variance v = Λ: Var = v² + c².
      const wanted = n * overlap ** order;
      expect(Math.abs(mean - wanted)).toBeLessThan(4 * Math.sqrt((n ** 2 + wanted ** 2) / draws));
    }
  });

  test("of its minima: mean energies of descents agree within their errors", async () => {
    const [n, draws] = [12, 60];
    const lowest = async (make: (seed: number) => SpinGlass) => {
      const means: number[] = [];
      for (let seed = 0; seed < draws; seed++) {
        const glass = make(seed);
        const { energy } = await glass.descents({ replicas: 8, seed });
        means.push(energy.reduce((a, b) => a + b) / energy.length);
        glass.free();
      }
      const mean = means.reduce((a, b) => a + b) / draws;
      const variance = means.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (draws - 1);
      return { mean, error: Math.sqrt(variance / draws) };
    };
    const scaled = (seed: number) => {
      const { slope, glass } = assumed(n, 3, seed).reduction();
      // Couplings have mean square 1 in each draw; those of a sample only in the mean.
      expect(slope).toBeCloseTo(1, 0);
      return glass;
    };
    const path = await lowest(scaled);
    const spins = await lowest((seed) => SpinGlass.sample({ n, p: 3, seed: seed + 1000 }));
    expect(Math.abs(path.mean - spins.mean)).toBeLessThan(4 * Math.hypot(path.error, spins.error));
  });
});

describe("a path model refuses", () => {
  const layers = [3, 2, 1];
  const data = () => Dataset.from({ inputs: [1, 2, 3], labels: [0], classes: 1 });
  const weights = new Float64Array(8);

  test.each<[string, Partial<PathModelOptions>, string]>([
    [
      "more than 10⁸ paths, and says how many",
      { layers: [1000, 1000, 101] },
      "at most 100000000 paths, not 101000000",
    ],
    ["more values than weights", { sharing: "random", values: 9 }, "values: got 9, expected at most 8"],
    ["activations without weights", { weights: undefined }, "weights: got undefined"],
    ["a rate of actual activations", { rate: 0.5 }, "rate: got 0.5"],
    ["no rate of drawn ones", { activity: "bernoulli", weights: undefined }, "rate: got undefined"],
    ["weights that nothing reads", { activity: "mean", rate: 1 }, "weights: "],
    ["values of weights that are not shared", { values: 3 }, "values: got 3"],
    ["data of another width", { layers: [4, 2, 1] }, "data.features: got 3, expected 4"],
  ])("%s", (_, more, message) => {
    const create = () => PathModel.create({ layers, data: data(), weights, ...more });
    expect(create).toThrow(InvalidInputError);
    expect(create).toThrow(message);
  });

  test("too many paths of all samples, where margins are free", () => {
    const wide = Dataset.from({
      inputs: new Float64Array(3 * 1000),
      labels: new Array(1000).fill(0),
      classes: 1,
    });
    const of = { layers: [1000, 100, 100, 1], weights: new Float64Array(110_100) };
    expect(() => PathModel.create({ ...of, data: wide })).toThrow("data.features");
    const data = Dataset.from({
      inputs: new Float64Array(11 * 1000),
      labels: new Array(11).fill(0),
      classes: 1,
    });
    expect(() => PathModel.create({ ...of, data })).toThrow("at most 10 with 10000000 paths each");
  });

  test("a reduction of free margins or weights, outputs of frozen margins, and a loss that no path reaches", () => {
    expect(() => PathModel.create({ layers, data: data(), weights }).reduction()).toThrow("margins");
    expect(() => PathModel.create({ layers, data: data(), weights, margins: "frozen" }).reduction()).toThrow(
      "sharing",
    );
    const frozen = PathModel.create({
      layers,
      data: data(),
      weights,
      margins: "frozen",
      sharing: "even",
      values: 2,
    });
    expect(() => frozen.outputs([1, 1])).toThrow("margins");
    expect(() => frozen.reduction()).toThrow("an active path");
  });
});
