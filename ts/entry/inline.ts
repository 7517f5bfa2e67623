import strict from "losscape:strict-wasm-base64";
import { provideHost } from "../runs/api.js";
import { webHost } from "../runs/executors/web-workers.js";
import { providePlatform, workerSource } from "../wasm/loader.js";

providePlatform({
  builds: { strict: () => Uint8Array.from(atob(strict), (character) => character.charCodeAt(0)) },
});
provideHost(webHost(workerSource));

export * from "../index.js";
