import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Dataset, Network } from "../../dist/node.js";

export const LAYERS = (hidden) => [100, hidden, 10];
export const REPLICAS = 16;
export const SEED = 1;
export const INITIAL = "glorot";

export const dataOf = (samples) => Dataset.digits({ part: "train", samples, seed: SEED });

export const startOf = (hidden, replica, activation = "relu") =>
  Network.create({ layers: LAYERS(hidden), activation, initial: INITIAL, seed: SEED, replica });

/** What solvers load: the samples, and the starts of networks with each number of hidden units. */
export function writeProblem(folder, { samples, hidden }) {
  const data = dataOf(samples);
  writeFileSync(join(folder, "inputs"), data.inputs);
  writeFileSync(join(folder, "labels"), Int32Array.from(data.labels));
  for (const h of hidden) {
    const starts = Array.from({ length: REPLICAS }, (_, replica) => startOf(h, replica).weights);
    writeFileSync(
      join(folder, `weights-${h}`),
      Buffer.concat(starts.map(({ buffer }) => Buffer.from(buffer))),
    );
  }
  return data;
}
