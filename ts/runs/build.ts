import { code } from "../wasm/generated/code.js";
import { backend, build } from "../wasm/loader.js";
import type { Build } from "./identity.js";

/** The code that computes here. @throws NotInitialisedError before `init` */
export function currentBuild(): Build {
  return { version: build.version, wasm: build.wasm[backend()], backend: backend(), code };
}
