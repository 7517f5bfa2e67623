import { beforeAll, expect, test } from "vitest";
import { Dataset } from "../../ts/data/dataset.js";
import { Network, trainings } from "../../ts/network/index.js";
import { coreMemory } from "../../ts/wasm/loader.js";
import { startCore } from "../support/core.js";

beforeAll(startCore);

test("WASM memory stays flat over hundreds of trainings, which share one copy of their data in singles", async () => {
  // 3.2 MB in doubles: a copy a training would be 1.6 MB each.
  const train = Dataset.digits({ part: "train", samples: 4000 });
  const layers = [100, 3, 10];
  const round = async (seed: number) => {
    const first = train.take(100);
    const options = { layers, replicas: 2, seed, epochs: 1, batchSize: 50, learningRate: 0.1 };
    await trainings({ ...options, train: first });
    await trainings({ ...options, train: first, precision: "f64" });
    const network = Network.create({ layers, seed });
    await network.train(first, { seed, epochs: 1 });
    for (const used of [network, first]) used.free();
  };
  for (let seed = 0; seed < 30; seed++) await round(seed);
  const before = coreMemory().buffer.byteLength;
  for (let seed = 30; seed < 330; seed++) await round(seed);
  expect(coreMemory().buffer.byteLength).toBe(before);
});
