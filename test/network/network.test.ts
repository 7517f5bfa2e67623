import { beforeAll, describe, expect, test } from "vitest";
import { DisposedError, InvalidInputError } from "../../ts/base/errors.js";
import { Dataset } from "../../ts/data/dataset.js";
import { Network } from "../../ts/network/index.js";
import { startCore } from "../support/core.js";

beforeAll(startCore);

const data = () => Dataset.digits({ part: "train", samples: 60 });
const smooth = (seed: number, biases = true) =>
  Network.create({ layers: [100, 4, 10], activation: "tanh", initial: "glorot", biases, seed });
const dot = (x: Float64Array, y: Float64Array) =>
  x.reduce((sum, entry, i) => sum + entry * (y[i] as number), 0);
const direction = (n: number) => Float64Array.from({ length: n }, (_, i) => Math.sin(i + 1));

describe("a network", () => {
  test("counts its weights and draws the same ones from the same seed and replica", () => {
    expect(smooth(1).parameters).toBe(100 * 4 + 4 + 40 + 10);
    expect(smooth(1, false).parameters).toBe(440);
    expect(smooth(1).weights).toEqual(smooth(1).weights);
    const other = Network.create({
      layers: [100, 4, 10],
      activation: "tanh",
      initial: "glorot",
      seed: 1,
      replica: 1,
    });
    expect(other.weights).not.toEqual(smooth(1).weights);
  });

  test("of given weights is what it was made of", () => {
    const given = Float64Array.of(1, 2, 3, 4, 0.5, -0.5);
    const net = Network.fromWeights({ layers: [2, 2], loss: "squared", weights: given });
    const set = Dataset.from({ inputs: Float64Array.of(1, -1), labels: [1] });
    // z = (1·1 − 2·1 + 0.5, 3 − 4 − 0.5) = (−0.5, −1.5); ½(0.25 + 2.5²).
    expect([...net.outputs(set)]).toEqual([-0.5, -1.5]);
    expect(net.loss(set)).toBe(0.5 * (0.25 + 6.25));
    expect(net.accuracy(set)).toBe(0);
  });

  test("has a gradient that central differences of the loss agree with", () => {
    const [net, set] = [smooth(2), data()];
    const [w, v] = [net.weights, direction(net.parameters)];
    const h = 1e-5;
    const at = (t: number) =>
      Network.fromWeights({
        layers: [100, 4, 10],
        activation: "tanh",
        weights: w.map((weight, i) => weight + t * (v[i] as number)),
      }).loss(set);
    expect((at(h) - at(-h)) / (2 * h)).toBeCloseTo(dot(net.gradient(set), v), 8);
  });

  test.each(["hessian", "gaussNewton"] as const)("has products that agree with the dense %s", (name) => {
    const [net, set] = [smooth(3), data()];
    const [n, v] = [net.parameters, direction(net.parameters)];
    const dense = net[name](set);
    const product = net[`${name}Product`](set, v);
    const scale = Math.hypot(...product);
    for (let i = 0; i < n; i++) {
      const row = dense.subarray(i * n, (i + 1) * n);
      expect(Math.abs(dot(row, v) - (product[i] as number))).toBeLessThan(1e-12 * scale);
      for (let j = 0; j < i; j++) expect(row[j]).toBe(dense[j * n + i]);
    }
  });

  test("has a spectrum with the trace of its Hessian, and an index that counts it", async () => {
    const [net, set] = [smooth(4), data()];
    const n = net.parameters;
    const dense = net.hessian(set);
    const trace = Array.from({ length: n }, (_, i) => dense[i * n + i] as number).reduce((a, b) => a + b);
    const values = net.spectrum(set);
    expect(values.reduce((a, b) => a + b)).toBeCloseTo(trace, 10);
    const { negative, zero, positive, normalised } = net.index(set, { tolerance: 1e-3 });
    expect(negative).toBe(values.filter((value) => value < -1e-3).length);
    expect(positive).toBe(values.filter((value) => value >= 1e-3).length);
    expect(negative + zero + positive).toBe(n);
    expect(normalised).toBe(negative / n);
    const told: number[] = [];
    const matrix = await net.hessianMatrixAsync(set, {
      onProgress: ({ done, total, unit }) => {
        expect([total, unit]).toEqual([60, "samples"]);
        told.push(done);
      },
    });
    expect(matrix.toArray()).toEqual(dense);
    expect([told[0], told.at(-1)]).toEqual([0, 60]);
  });

  test("gives the labels of a teacher's set, which it classifies rightly", () => {
    const [net, set] = [smooth(5), data()];
    expect(net.accuracy(net.teach(set))).toBe(1);
  });

  test("keeps its digits at logits of ±1000", () => {
    const net = Network.fromWeights({ layers: [1, 2], biases: false, weights: Float64Array.of(1000, -1000) });
    const set = (label: number) => Dataset.from({ inputs: Float64Array.of(1), labels: [label], classes: 2 });
    expect(net.loss(set(0))).toBe(0);
    expect(net.loss(set(1))).toBe(2000);
    expect([...net.gradient(set(1))]).toEqual([1, -1]);
  });

  test.each([
    [() => Network.create({ layers: [3], seed: 1 }), "layers: got [3], expected a list of 2 to 32 entries"],
    [
      () => Network.create({ layers: [3, 0, 2], seed: 1 }),
      "layers[1]: got 0, expected a whole number from 1",
    ],
    [
      () => Network.create({ layers: [2 ** 20, 100], seed: 1 }),
      "widths with at most 33554432 weights in all",
    ],
    [
      () => Network.fromWeights({ layers: [2, 2], weights: new Float64Array(5) }),
      "weights.length: got 5, expected 6",
    ],
    [
      () => Network.fromWeights({ layers: [1, 1], weights: Float64Array.of(1, Number.NaN) }),
      "weights[1]: got NaN, expected a finite number",
    ],
    [
      () => Network.create({ layers: [3, 2], loss: "hinge" as never, seed: 1 }),
      'loss: got "hinge", expected "cross-entropy" or',
    ],
    [() => smooth(1).loss(Dataset.from({ inputs: new Float64Array(9), labels: [0] })), "features"],
  ])("is refused where %s", (make, message) => {
    expect(make).toThrow(InvalidInputError);
    expect(make).toThrow(message);
  });

  test("that was freed while it was trained is gone", async () => {
    const net = smooth(1);
    const training = net.train(data(), { epochs: 2, batchSize: 2, learningRate: 0.1, seed: 1 });
    net.free();
    await expect(training).rejects.toThrow(DisposedError);
    expect(() => net.weights).toThrow(DisposedError);
  });

  test("that was freed, or whose data were, says so", () => {
    const [net, set] = [smooth(1), data()];
    set.free();
    expect(() => net.loss(set)).toThrow(new DisposedError("Dataset").message);
    net.free();
    expect(() => net.weights).toThrow(new DisposedError("Network").message);
  });
});
