import { InvalidInputError } from "../base/errors.js";
import { provideFiles } from "../data/dataset.js";
import { provideHost } from "../runs/host.js";
import { nodeFiles } from "../runs/node/files.js";
import { nodeHost } from "../runs/node/host.js";
import { type WorkerSource, workerSource } from "../wasm/loader.js";
import "./node-module.js";

provideFiles(nodeFiles);
provideHost(nodeHost(() => scriptOf(workerSource()) ?? new URL("./worker-node.mjs", import.meta.url)));

function scriptOf(source: WorkerSource | undefined): URL | string | undefined {
  if (typeof source === "function")
    throw new InvalidInputError("worker", source, "a URL or a path: Node starts its worker threads itself");
  return source;
}

export * from "../index.js";
