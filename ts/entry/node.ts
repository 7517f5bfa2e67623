import { readFile } from "node:fs/promises";
import { provideHost } from "../runs/api.js";
import { nodeHost } from "../runs/node/host.js";
import { providePlatform, type WorkerSource, workerSource } from "../wasm/loader.js";

providePlatform({ source: () => readFile(new URL("./strict.wasm", import.meta.url)) });
provideHost(nodeHost(() => scriptOf(workerSource()) ?? new URL("./worker-node.js", import.meta.url)));

function scriptOf(source: WorkerSource | undefined): URL | string | undefined {
  if (typeof source === "function") throw new TypeError("init: worker is a URL or a path in Node");
  return source;
}

export * from "../index.js";
