// What every place that runs losscape must agree on, to the byte. Bundled into pages and workers, and run by Node.
import { tableToIPC } from "apache-arrow";
import { eigvalsh, experiments, init, SpinGlass } from "losscape";

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** SHA-256 of the table of a descent of `replicas` starts. */
export async function descentDigest(options) {
  await init(options);
  const [low, high] = eigvalsh(Float64Array.of(2, 1, 1, 2));
  if (Math.abs(low - 1) > 1e-14 || Math.abs(high - 3) > 1e-14) throw new Error(`eigenvalues ${low}, ${high}`);
  const glass = SpinGlass.sample({ n: 20, p: 3, seed: 7 });
  const minima = await glass.descend({ replicas: 8, seed: 11 });
  glass.free();
  return sha256(tableToIPC(minima, "file"));
}

const SAMPLES = { trainSamples: 200, testSamples: 100, seed: 5 };
const CONFIGS = {
  "spin-glass-minima": { sizes: [10, 16], disorders: 2, replicas: 6, seed: 5 },
  "network-losses": { ...SAMPLES, hidden: [5, 9], replicas: 20, epochs: 3, batchSize: 30 },
  "network-index": { ...SAMPLES, hidden: [2, 3], replicas: 2, followed: 1, epochs: 2, iterations: 20 },
};

/** SHA-256 of the tables of small experiments on so many workers. */
export async function experimentDigests(workers) {
  const digests = {};
  for (const [experiment, config] of Object.entries(CONFIGS)) {
    const { tables } = await experiments.run(experiment, config, { workers });
    for (const [name, table] of Object.entries(tables))
      digests[`${experiment}/${name}`] = await sha256(tableToIPC(table, "file"));
  }
  return digests;
}
