import { webHost } from "../runs/executors/web-workers.js";
import { provideHost } from "../runs/host.js";
import { workerSource } from "../wasm/loader.js";

provideHost(webHost(workerSource));

export * from "../index.js";
