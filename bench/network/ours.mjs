// node bench/network/ours.mjs strict|relaxed
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { init, trainings } from "../../dist/node.js";
import { multiplier } from "../machine.mjs";
import { dataOf, INITIAL, LAYERS, REPLICAS, SEED, startOf } from "./problem.mjs";

const simd = process.argv[2];
await init({ simd });
const fused = simd === "relaxed";
const singles = await multiplier({ fused, singles: true });
const doubles = await multiplier({ fused });
let data;

const replies = {
  about: () => `Node ${process.versions.node}, V8 ${process.versions.v8}`,
  rates: () => ({ f32: singles(), f64: doubles() }),
  load({ samples }) {
    data = dataOf(samples);
    return "ok";
  },
  async train({ hidden, batch, epochs, rate }) {
    const start = performance.now();
    const { networks } = await trainings({
      layers: LAYERS(hidden),
      initial: INITIAL,
      replicas: REPLICAS,
      seed: SEED,
      train: data,
      epochs,
      batchSize: batch,
      learningRate: rate,
    });
    const seconds = (performance.now() - start) / 1000;
    return { seconds, losses: [...networks.train_loss] };
  },
  hessian({ hessian, activation, samples, path }) {
    const network = startOf(hessian, 0, activation);
    const set = dataOf(samples);
    const start = performance.now();
    const matrix = network.hessianMatrix(set);
    const seconds = (performance.now() - start) / 1000;
    if (path !== undefined) writeFileSync(path, matrix.toArray());
    for (const used of [matrix, set, network]) used.free();
    return { seconds };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const [name] = Object.keys(request);
  console.log(JSON.stringify(await replies[name](request)));
}
