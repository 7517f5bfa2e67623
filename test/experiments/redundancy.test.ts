import { beforeAll, describe, expect, test } from "vitest";
import { Dataset } from "../../ts/data/dataset.js";
import { deriveSeed } from "../../ts/experiments/experiment.js";
import { drawBatches } from "../../ts/experiments/redundancy/batches.js";
import { layerRegions, randomCut, useOf } from "../../ts/experiments/redundancy/cut.js";
import { trainValues, trainWeights } from "../../ts/experiments/redundancy/train.js";
import { Network } from "../../ts/network/index.js";
import { experiments } from "../../ts/runs/api.js";
import type { RunResult } from "../../ts/runs/run.js";
import { kMeans, numbersOf } from "../../ts/statistics/k-means.js";
import { startCore } from "../support/core.js";

const CONFIG = {
  ...{ trainSamples: 200, testSamples: 100, hidden: [3, 4], replicas: 3, epochs: 4, batchSize: 20 },
  ...{ values: [2, 3, 30], steps: 30, seed: "5" },
};
const SEED = () => deriveSeed("5", 3, 0);

let found: RunResult;
let train: Dataset;
beforeAll(async () => {
  await startCore();
  train = Dataset.digits({ part: "train", samples: 200 });
  found = await experiments.run("redundancy", CONFIG, { workers: 0 });
}, 120_000);

const rows = (name: string) => (found.tables[name]?.toArray() ?? []).map((row) => row.toJSON());

async function network() {
  const net = Network.create({ layers: [100, 3, 10], seed: SEED(), replica: 1 });
  await net.train(train, { epochs: 4, batchSize: 20, learningRate: 0.5, decay: 0.9, seed: SEED() });
  return net;
}

const descent = (steps: number, learningRate = 0.5) => ({
  architecture: { layers: [100, 3, 10] },
  batches: drawBatches(train, { steps, batchSize: 20 }, SEED(), 1),
  learningRate,
  signal: undefined,
});

describe("redundancy", () => {
  test("leaves a row a network, an assignment, a number of values and a stage, and no more values than were asked for", () => {
    expect(rows("networks")).toHaveLength(6);
    // Of three numbers of values: k-means as cut, shared and reassigned, random as cut and shared.
    expect(rows("cuts")).toHaveLength(6 * 3 * (3 + 3 + 2));
    for (const { assignment, values, distinct, stage, evenness } of rows("cuts")) {
      const most = assignment === "layers" ? 2 * values : values;
      expect(distinct).toBeLessThanOrEqual(most);
      if (stage === "cut") expect(distinct).toBe(most);
      expect(evenness).toBeGreaterThan(0);
      expect(evenness).toBeLessThanOrEqual(1 + 1e-12);
    }
  });

  test("says of a cut what the network of these weights says", async () => {
    const net = await network();
    const cut = numbersOf(kMeans(net.weights, 30)(3));
    const row = rows("cuts").find(
      ({ hidden, replica, assignment, values, stage }) =>
        hidden === 3 && replica === 1 && assignment === "network" && values === 3 && stage === "cut",
    );
    const { loss, accuracy } = Network.fromWeights({ layers: [100, 3, 10], weights: cut }).evaluate(train);
    expect([row.train_loss, row.train_accuracy]).toEqual([loss, accuracy]);
    expect(row.evenness).toBe(useOf(cut).evenness);
  });

  test("has the rows of a seed and a replica, whichever others are in the run", async () => {
    const { tables } = await experiments.run(
      "redundancy",
      { ...CONFIG, hidden: [4], replicas: 1 },
      { workers: 0 },
    );
    const alone = (tables.cuts?.toArray() ?? []).map((row) => row.toJSON());
    expect(alone).toEqual(rows("cuts").filter(({ hidden, replica }) => hidden === 4 && replica === 0));
  });

  test("trains values by the gradient summed over the weights that have them (central differences)", async () => {
    const net = await network();
    const cut = kMeans(net.weights, 4)(4);
    const one = descent(1, 0.01);
    const trained = await trainValues(cut, one);
    const batch = one.batches[0] as Dataset;
    const lossAt = (values: Float64Array) =>
      Network.fromWeights({ layers: [100, 3, 10], weights: numbersOf({ ...cut, values }) }).loss(batch);
    cut.values.forEach((value, code) => {
      const count = cut.codes.filter((each) => each === code).length;
      const step = 1e-6;
      const [below, above] = [-step, step].map((by) => lossAt(cut.values.with(code, value + by)));
      const slope = ((above as number) - (below as number)) / (2 * step);
      expect((value - (trained?.values[code] as number)) / 0.01).toBeCloseTo(slope / count, 6);
    });
    expect(trained?.codes).toEqual(cut.codes);
  });

  test("as many values as weights train as the weights do", async () => {
    const net = await network();
    const { weights } = net;
    const each = { codes: Uint32Array.from(weights, (_, place) => place), values: weights };
    const [once] = [descent(2)];
    const trained = await trainValues(each, once);
    const moved = weights.slice();
    once.batches.forEach((batch, step) => {
      const at = Network.fromWeights({ layers: [100, 3, 10], weights: moved });
      at.gradient(batch).forEach((slope, place) => {
        moved[place] = (moved[place] as number) - 0.5 * (1 - step / 2) * slope;
      });
    });
    expect(trained?.values).toEqual(moved);
  });

  test("training through the cut starts at the cut, and changes which value a weight has", async () => {
    const net = await network();
    const { weights } = net;
    const cut = kMeans(weights, 3)(3);
    const whole = [{ from: 0, to: weights.length, values: cut.values }];
    expect(await trainWeights(weights, whole, descent(0))).toEqual(cut);
    const trained = await trainWeights(weights, whole, descent(30));
    expect(trained?.codes).not.toEqual(cut.codes);
    expect([...new Set(trained?.codes)].sort()).toEqual([0, 1, 2]);
  });

  test("a training that diverges is said to, and counted", async () => {
    const net = await network();
    expect(await trainValues(kMeans(net.weights, 3)(3), descent(20, 1e12))).toBeUndefined();
  });

  test("random groups are even, and have the weight of one of theirs", () => {
    const weights = Float64Array.from({ length: 103 }, (_, i) => i);
    const { codes, values } = randomCut(weights, 10, 1n, 0);
    const counts = Array.from(values, (_, code) => codes.filter((each) => each === code).length);
    expect(counts.toSorted()).toEqual([10, 10, 10, 10, 10, 10, 10, 11, 11, 11]);
    values.forEach((value, code) => {
      expect(codes[value]).toBe(code);
    });
    expect(randomCut(weights, 10, 1n, 1).codes).not.toEqual(codes);
  });

  test("evenness is 1 of equal shares, and 1/s where nearly all weights have one of s values", () => {
    expect(useOf(Float64Array.of(1, 2, 1, 2))).toEqual({ distinct: 2, evenness: 1 });
    const { evenness } = useOf(Float64Array.from({ length: 10_000 }, (_, i) => Number(i === 0)));
    expect(evenness).toBeCloseTo(0.5, 3);
  });

  test("a layer's region ends where the next begins, and they hold every weight", () => {
    expect(layerRegions([100, 3, 10], true)).toEqual([
      { from: 0, to: 303 },
      { from: 303, to: 343 },
    ]);
    expect(layerRegions([100, 10], false)).toEqual([{ from: 0, to: 1000 }]);
  });

  test("answers with what three values lose beside the paper's statement, and with how many are needed", () => {
    expect(found.figures.map(({ id }) => id)).toEqual([
      ...["network", "layers", "random"].map((assignment) => `test-accuracy-lost-${assignment}`),
      "train-accuracy-lost-network",
      "evenness",
    ]);
    expect(found.sentences[0]).toMatch(/^With three distinct values.*The paper says that three values/s);
    const at = { hidden: 4, assignment: "network", stage: "cut", values: 3 };
    const number = (name: string) =>
      found.numbers.find((one) => one.name === name && JSON.stringify(one.at) === JSON.stringify(at))
        ?.value as number;
    const whole = found.numbers.find(({ name, at }) => name === "test_accuracy" && at.hidden === 4)
      ?.value as number;
    expect(number("test_accuracy_lost")).toBeCloseTo(whole - number("cut_test_accuracy"), 12);
    expect(number("test_accuracy_lost_low")).toBeLessThan(number("test_accuracy_lost_high"));
    expect(found.claims.map(({ id, tests }) => [id, tests])).toEqual([["redundancy", 1]]);
  });

  test("refuses more values than there are weights to have them", async () => {
    const run = (more: object) => experiments.run("redundancy", { ...CONFIG, ...more }, { workers: 0 });
    await expect(run({ values: [2, 41] })).rejects.toThrow(
      "values[1]: got 41, expected at most 40, the weights of the smallest layer with n1 = 3",
    );
    await expect(run({ values: [344], assignments: ["network"] })).rejects.toThrow(
      "values[0]: got 344, expected at most 343, the weights of the network with n1 = 3",
    );
    const own = { train: train.take(50), test: train.take(20) };
    await expect(
      experiments.run(
        "redundancy",
        { ...CONFIG, data: "own", trainSamples: 50, testSamples: 20, values: [41] },
        {
          ...{ workers: 0, inputs: { own } },
        },
      ),
    ).rejects.toThrow("values[0]: got 41");
  });
});
