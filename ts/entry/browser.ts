import { webHost } from "../runs/executors/web-workers.js";
import { provideHost } from "../runs/host.js";
import { workerSource } from "../wasm/loader.js";
import "./page-module.js";

// Written out in one expression: bundlers find a worker by this form.
provideHost(
  webHost(
    () => workerSource() ?? (() => new Worker(new URL("./worker.js", import.meta.url), { type: "module" })),
  ),
);

export * from "../index.js";
