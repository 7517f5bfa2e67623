import { provideHost } from "../runs/api.js";
import { webHost } from "../runs/executors/web-workers.js";
import { workerSource } from "../wasm/loader.js";

provideHost(webHost(workerSource));

export * from "../index.js";
