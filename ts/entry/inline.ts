import strict from "losscape:strict-wasm-base64";
import { webHost } from "../runs/executors/web-workers.js";
import { provideHost } from "../runs/host.js";
import { providePlatform, workerSource } from "../wasm/loader.js";

providePlatform({
  builds: { strict: () => Uint8Array.from(atob(strict), (character) => character.charCodeAt(0)) },
});
provideHost(webHost(workerSource));

export * from "../index.js";
/** The Arrow IPC file of a table: this entry has an Arrow of its own inside, whose tables another copy does not know. */
export { toBytes } from "../tables/index.js";
