import { beforeAll, describe, expect, test } from "vitest";
import { AbortedError, InvalidInputError } from "../../ts/base/errors.js";
import { Dataset } from "../../ts/data/dataset.js";
import { findExperiment } from "../../ts/experiments/index.js";
import { architectureOf } from "../../ts/network/architecture.js";
import { Network, type Trainings, trainings, trainNetworks } from "../../ts/network/index.js";
import { METHODS } from "../../ts/network/options.js";
import { STATUSES } from "../../ts/network/tables.js";
import { trainingWork } from "../../ts/network/trainings.js";
import { experiments } from "../../ts/runs/api.js";
import { call } from "../../ts/wasm/call.js";
import { startCore } from "../support/core.js";

let train: Dataset;
let held: Dataset;

beforeAll(async () => {
  await startCore();
  train = Dataset.digits({ part: "train", samples: 500 });
  held = Dataset.digits({ part: "test", samples: 200 });
});

const RECIPE = { epochs: 3, batchSize: 32, learningRate: 0.2, decay: 0.9, momentum: 0.5 };
const LAYERS = { layers: [100, 7, 10], initial: "glorot" } as const;

test("both sides know the same columns, methods and statuses", () => {
  const replicas = { what: "trainings", initial: "glorot", seed: 1n, first: 0, replicas: 1 } as const;
  const { layers, ...usual } = {
    ...LAYERS,
    activation: "relu",
    loss: "cross-entropy",
    biases: true,
  } as const;
  const which = { ...replicas, architecture: architectureOf({ ...usual, layers }) };
  const recipe = { method: "l-bfgs", epochs: 1, tolerance: 1 } as const;
  const work = trainingWork(which, recipe, { train, test: held }, (columns) => columns);
  const job = call(work.begin);
  call(() => job.take());
  const words: Readonly<Record<string, readonly string[]>> = { method: METHODS, status: STATUSES };
  const layout = job.layout.split("\n").map((line) => line.trimEnd());
  const columns = Object.entries(work.columns).map(([name, type]) =>
    [name, type, ...(words[name] ?? [])].join(" "),
  );
  expect(layout.filter((line) => line !== "").sort()).toEqual(columns.sort());
});

describe("trained networks", () => {
  test("are the same, to the bit, alone and among others", async () => {
    const many = await trainings({ ...LAYERS, ...RECIPE, replicas: 5, seed: 9, train, test: held });
    const one = await trainings({ ...LAYERS, ...RECIPE, replicas: 1, first: 3, seed: 9, train, test: held });
    const p = many.networks.parameters[3] as number;
    expect(one.weights).toEqual(many.weights.subarray(3 * p, 4 * p));
    expect(one.networks.test_loss[0]).toBe(many.networks.test_loss[3]);
  });

  test("are those that a row says: Network.create, then train", async () => {
    const { networks, weights, histories } = await trainings({
      ...LAYERS,
      ...RECIPE,
      replicas: 3,
      seed: 5,
      train,
    });
    const net = Network.create({ ...LAYERS, seed: 5, replica: 2 });
    const { status, epochs, trainLoss, history } = await net.train(train, { ...RECIPE, seed: 5 });
    expect(net.weights).toEqual(weights.subarray(2 * net.parameters));
    expect([status, epochs, trainLoss]).toEqual(["completed", 3, networks.train_loss[2]]);
    expect(net.loss(train)).toBe(networks.train_loss[2]);
    expect(Math.hypot(...net.gradient(train))).toBeCloseTo(networks.gradient_norm[2] as number, 12);
    expect([...history]).toEqual([...histories.train_loss].slice(-3));
  });

  test("learn: the loss falls, and most of a held-out set is right", async () => {
    const { networks, histories } = await trainings({
      layers: [100, 25, 10],
      initial: "he",
      ...RECIPE,
      epochs: 20,
      replicas: 2,
      seed: 1,
      train,
      test: held,
    });
    expect(histories.train_loss[19]).toBeLessThan(0.5 * (histories.train_loss[0] as number));
    expect(networks.test_accuracy.every((share) => share > 0.5)).toBe(true);
  });

  test.each([
    [{}, { schedule: "exponential", decay: 1 }],
    [{ schedule: "step" }, { schedule: "step", decay: 1, every: 10 }],
    [{ schedule: "cosine" }, { schedule: "cosine" }],
    [
      { schedule: "inverse", decay: 0.5 },
      { schedule: "inverse", decay: 0.5 },
    ],
  ])("of %j have in their config what the schedule computes by, and no more: %j", async (given, expected) => {
    const { config } = await trainings({
      ...LAYERS,
      epochs: 1,
      ...(given as object),
      replicas: 1,
      seed: 1,
      train,
    });
    const { schedule, decay, every } = config;
    expect({ schedule, decay, every }).toEqual(expected);
  });

  test("leave the table `networks`, with null where there is no test set", async () => {
    const table = await trainNetworks({ ...LAYERS, ...RECIPE, replicas: 2, seed: 1, train });
    expect(table.get(1)?.toJSON()).toMatchObject({
      hidden: 7,
      parameters: 787,
      seed: 1n,
      replica: 1,
      test_loss: null,
      test_accuracy: null,
      method: "sgd",
      status: "completed",
    });
    expect(table.schema.metadata.get("losscape.config")).toContain(`"train":"${train.hash}"`);
  });

  test("that diverge say so", async () => {
    const { networks } = await trainings({
      layers: [100, 7, 10],
      loss: "squared",
      activation: "linear",
      epochs: 5,
      learningRate: 1e6,
      replicas: 2,
      seed: 1,
      train,
    });
    expect(networks.status).toEqual(["diverged", "diverged"]);
  });

  test("that are cancelled leave those that were done", async () => {
    const abort = new AbortController();
    const failed = trainings({
      ...LAYERS,
      ...RECIPE,
      epochs: 400,
      replicas: 1000,
      seed: 1,
      train,
      signal: abort.signal,
      onProgress: ({ done, total, unit }) => {
        expect([total, unit]).toEqual([1000, "networks"]);
        if (done > 1) abort.abort("enough");
      },
    }).catch((error) => error);
    const error = await failed;
    expect(error).toBeInstanceOf(AbortedError);
    expect(error.cause).toBe("enough");
    const { networks } = (error as AbortedError<Trainings>).partial as Trainings;
    expect(networks.replica.length).toBeGreaterThan(0);
    expect(networks.status.every((status) => status === "completed")).toBe(true);
  });

  test.each([
    [{ train: 3 }, "train: got 3, expected a Dataset"],
    [{ epochs: 0 }, "epochs: got 0, expected a whole number from 1"],
    [{ learningRate: -1 }, "learningRate: got -1, expected a number above 0"],
    [{ method: "adam" }, 'method: got "adam", expected "sgd" or "gradient-descent" or "l-bfgs" or "simul'],
    [{ method: "l-bfgs" }, 'batchSize: no such option of method "l-bfgs", but of "sgd"'],
    [{ tolerance: 1e-3 }, 'tolerance: no such option of method "sgd", but of "gradient-descent" or "l-bfgs"'],
    [
      { schedule: "cosine" },
      'decay: no such option of schedule "cosine", but of "exponential" or "step" or "inverse"',
    ],
    [{ every: 3 }, 'every: no such option of schedule "exponential", but of "step"'],
    [{ schedule: "inverse", every: 3 }, 'every: no such option of schedule "inverse", but of "step"'],
    [{ layers: [50, 10] }, "features"],
    [{ layers: [100, 3] }, "classes"],
  ])("are refused with %j", async (wrong, message) => {
    const options = { ...LAYERS, ...RECIPE, replicas: 1, seed: 1, train, ...wrong };
    const failed = trainings(options as never).catch((error) => error);
    expect(await failed).toBeInstanceOf(InvalidInputError);
    expect((await failed).message).toContain(message);
  });
});

describe.each([
  ["gradient-descent", 3e-2],
  ["l-bfgs", 1e-3],
] as const)("descents by %s", (method, tolerance) => {
  const smooth = { layers: [100, 4, 10], activation: "tanh" } as const;
  const drawn = { ...smooth, initial: "glorot" } as const;
  const recipe = { ...drawn, method, epochs: 5000, tolerance, seed: 3 };

  test("end where the gradient is within the tolerance, and tell the losses on the way", async () => {
    const { networks, weights, histories, config } = await trainings({
      ...recipe,
      replicas: 2,
      train,
      test: held,
    });
    expect(networks.status).toEqual(["converged", "converged"]);
    expect(networks.method).toEqual([method, method]);
    for (const row of [0, 1]) {
      const p = networks.parameters[row] as number;
      const net = Network.fromWeights({ ...smooth, weights: weights.slice(row * p, (row + 1) * p) });
      const norm = Math.hypot(...net.gradient(train));
      expect(norm).toBeLessThanOrEqual(tolerance);
      expect(networks.gradient_norm[row]).toBeCloseTo(norm, 12);
      const start = Network.create({ ...drawn, seed: 3, replica: row });
      const losses = [...histories.train_loss].filter((_, at) => histories.replica[at] === row);
      expect(losses).toHaveLength(networks.epochs[row] as number);
      expect(losses[0]).toBe(start.loss(train));
      expect(losses.at(-1)).toBeGreaterThanOrEqual(networks.train_loss[row] as number);
      // One to begin with, and one or more an iteration.
      expect(networks.evaluations[row]).toBeGreaterThan(networks.epochs[row] as number);
    }
    expect(config).toMatchObject({ method, epochs: 5000, tolerance });
    expect(config).not.toHaveProperty("batchSize");
  });

  test("have the bits of a replica alone, of one among others, and of Network.create, then train", async () => {
    const few = { method, epochs: 20, tolerance, seed: 3 } as const;
    const many = await trainings({ ...drawn, ...few, replicas: 3, train });
    const one = await trainings({ ...drawn, ...few, replicas: 1, first: 2, train });
    const net = Network.create({ ...drawn, seed: 3, replica: 2 });
    const { status, epochs, trainLoss, history } = await net.train(train, few);
    expect(one.weights).toEqual(many.weights.subarray(2 * net.parameters));
    expect(net.weights).toEqual(one.weights);
    expect([status, epochs, trainLoss]).toEqual(["completed", 20, one.networks.train_loss[0]]);
    expect(history).toEqual(one.histories.train_loss);
  });

  test("that are cancelled leave those that were done", async () => {
    const abort = new AbortController();
    const error = await trainings({
      ...recipe,
      epochs: 50,
      replicas: 1000,
      train,
      signal: abort.signal,
      onProgress: ({ done }) => {
        if (done > 1) abort.abort();
      },
    }).catch((error) => error);
    expect(error).toBeInstanceOf(AbortedError);
    const { networks } = (error as AbortedError<Trainings>).partial as Trainings;
    expect(networks.replica.length).toBeGreaterThan(0);
    expect([...networks.replica]).toEqual([...networks.replica.keys()]);
  });
});

describe("annealings", () => {
  const small = { layers: [100, 3, 10], activation: "relu" } as const;
  const drawn = { ...small, initial: "glorot", seed: 3 } as const;
  const recipe = { method: "simulated-annealing", from: 0.05, to: 0.0005, sweeps: 8 } as const;
  let few: Dataset;

  beforeAll(() => {
    few = train.take(100);
  });

  test("end lower than they started, and tell the loss that each sweep began with", async () => {
    const { networks, weights, histories, config } = await trainings({
      ...drawn,
      ...recipe,
      replicas: 2,
      train: few,
      test: held,
    });
    expect(networks.method).toEqual([recipe.method, recipe.method]);
    expect(networks.status).toEqual(["completed", "completed"]);
    expect([...networks.epochs]).toEqual([8, 8]);
    expect(networks.evaluations[0]).toBeGreaterThan(8);
    expect([...histories.epoch]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7]);
    const start = Network.create({ ...drawn, replica: 1 }).loss(few);
    expect(histories.train_loss[8]).toBeCloseTo(start, 12);
    expect(networks.train_loss[1]).toBeLessThan(0.8 * start);
    const net = Network.fromWeights({ ...small, weights: weights.slice(weights.length / 2) });
    expect(net.loss(few)).toBe(networks.train_loss[1]);
    expect(Math.hypot(...net.gradient(few))).toBeCloseTo(networks.gradient_norm[1] as number, 12);
    expect(config).toMatchObject(recipe);
    expect(config).not.toHaveProperty("epochs");
  });

  test("have the bits of a replica alone, of one among others, and of Network.create, then train", async () => {
    const many = await trainings({ ...drawn, ...recipe, replicas: 3, train: few });
    const one = await trainings({ ...drawn, ...recipe, replicas: 1, first: 2, train: few });
    const net = Network.create({ ...drawn, replica: 2 });
    const { status, epochs, history } = await net.train(few, { ...recipe, seed: 3 });
    expect(one.weights).toEqual(many.weights.subarray(2 * net.parameters));
    expect(net.weights).toEqual(one.weights);
    expect([status, epochs]).toEqual(["completed", 8]);
    expect(history).toEqual(one.histories.train_loss);
  });

  test("of few-valued weights have no other values", async () => {
    const values = [-1, 0, 1];
    const { weights, networks, config } = await trainings({
      ...drawn,
      ...recipe,
      values,
      replicas: 1,
      train: few,
    });
    expect(new Set(weights)).toEqual(new Set(values));
    expect(networks.train_loss[0]).toBeLessThan(Math.log(10));
    expect(config).toMatchObject({ values });
  });

  test("tell how far they are, and leave those that were done where they are cancelled", async () => {
    const abort = new AbortController();
    const seen: number[] = [];
    const error = await trainings({
      ...drawn,
      ...recipe,
      replicas: 1000,
      train: few,
      signal: abort.signal,
      onProgress: ({ done }) => {
        seen.push(done);
        if (done > 2) abort.abort();
      },
    }).catch((error) => error);
    expect(error).toBeInstanceOf(AbortedError);
    const { networks } = (error as AbortedError<Trainings>).partial as Trainings;
    expect(networks.replica.length).toBeGreaterThanOrEqual(2);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  test.each([
    [{ from: 0.01, to: 0.1 }, "from: got 0.01, expected a number of at least 0.1"],
    [{ to: 0 }, "to: got 0, expected a number above 0"],
    [{ sweeps: 0 }, "sweeps: got 0, expected a whole number from 1"],
    [{ from: undefined }, "from: got undefined, expected a number above 0"],
    [{ values: [1] }, "values: got [1], expected a list of 2 to 256 entries"],
    [{ values: [1, 0] }, "values[1]: got 0, expected a number above 1"],
    [{ epochs: 3 }, 'epochs: no such option of method "simulated-annealing", but of "sgd"'],
    [{ tolerance: 3 }, 'tolerance: no such option of method "simulated-annealing"'],
  ])("are refused with %j", async (wrong, message) => {
    const options = { ...drawn, ...recipe, replicas: 1, train: few, ...wrong };
    const failed = trainings(options as never).catch((error) => error);
    expect(await failed).toBeInstanceOf(InvalidInputError);
    expect((await failed).message).toContain(message);
  });
});

describe("network-losses", () => {
  const config = { trainSamples: 200, testSamples: 100, hidden: [3, 6], replicas: 20, epochs: 2 };

  test("plans pieces of whole groups that hold every network once, and says what they share", () => {
    const { plan, config: schema } = findExperiment("network-losses");
    const shards = plan(schema.parse({ hidden: [10, 100], replicas: 1000, epochs: 50 }));
    for (const hidden of [10, 100]) {
      const parts = shards
        .map(({ part }) => part as never)
        .filter((part: { hidden: number }) => part.hidden === hidden);
      const firsts = parts.map(({ first, replicas }: { first: number; replicas: number }) => [
        first,
        replicas,
      ]);
      let next = 0;
      for (const [first, replicas] of firsts) {
        expect(first).toBe(next);
        next += replicas as number;
      }
      expect(next).toBe(1000);
    }
    expect(new Set(shards.map(({ shares }) => shares?.key)).size).toBe(1);
  });

  test("answers with means, spreads, correlations and a scaling", async () => {
    const { tables, sentences, figures, numbers } = await experiments.run("network-losses", config, {
      workers: 0,
    });
    expect(tables.networks?.numRows).toBe(40);
    expect(sentences[0]).toMatch(
      /^Of 40 networks the mean test loss goes from .* at n₁ = 3 to .* at n₁ = 6\./,
    );
    expect(figures.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        "loss-distribution",
        "loss-against-size",
        "loss-spread",
        "train-test-correlation",
      ]),
    );
    expect(sentences.join(" ")).toMatch(/follow exp\(α n₁\^\(β\)\) with α = .* and β = /);
    expect(sentences.join(" ")).toMatch(
      /A poor minimum, a test loss over 1\.1 times its size's median, was found by \d+ of 20 at n₁ = 3 and/,
    );
    const correlation = figures.find(({ id }) => id === "train-test-correlation");
    expect(correlation?.data.paper?.r?.values).toEqual([0.7616, 0.6861, 0.5983, 0.5302, 0.4081]);
    expect(correlation?.data.resampled?.low?.values).toHaveLength(2);
    const at6 = (name: string) => numbers.find((number) => number.name === name && number.at.hidden === 6);
    expect(at6("mean_test_loss")?.error).toBeGreaterThan(0);
    expect(Math.abs(at6("train_test_correlation")?.value as number)).toBeLessThanOrEqual(1);
  });

  test("says in one sentence what is missing where MNIST is asked for and not given", async () => {
    await expect(
      experiments.run("network-losses", { ...config, data: "mnist" }, { workers: 0 }),
    ).rejects.toThrow(/--data mnist:DIR\. MNIST is four files/);
  });
});
