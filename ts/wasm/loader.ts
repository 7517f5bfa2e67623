import { InvalidInputError, LoadFailedError, NotInitialisedError } from "../errors.js";
import { build } from "./generated/build.js";
import initGlue, * as glue from "./generated/losscape_wasm.js";

/** What `init` can start from. */
export type InitSource = URL | string | Response | BufferSource | WebAssembly.Module;

export interface InitOptions {
  /** Which build: `strict` (the default) gives the same bits on every engine; `auto` takes the fastest, here the same one. */
  readonly simd?: "strict" | "auto";
  /** Where the module comes from; by default the file beside the entry that was imported. */
  readonly source?: InitSource | Promise<InitSource>;
  /** The worker script (`losscape/worker`) or a function that starts it, where a bundler moved it. */
  readonly worker?: WorkerSource;
}

export type WorkerSource = URL | string | (() => Worker);

/** What an entry knows about the place it runs in. */
export interface Platform {
  /** The module beside the entry; absent in `losscape/slim`. */
  readonly source?: () => InitSource | Promise<InitSource>;
  /** Gets what a URL names; `fetch`, where nothing else is said. */
  readonly open?: (url: URL) => Promise<Response | BufferSource>;
}

let platform: Platform = {};
let starting: Promise<void> | undefined;
let started: { module: WebAssembly.Module; memory: WebAssembly.Memory } | undefined;
let workerScript: WorkerSource | undefined;

/** Called once by an entry; nothing is loaded before `init`. */
export function providePlatform(provided: Platform): void {
  platform = provided;
}

/**
 * Loads and starts the WASM core; every function that computes in WASM needs it once.
 *
 * Idempotent: calls share one instance, and calls during a start share its promise. After a failure the next call
 * tries again.
 *
 * @throws InvalidInputError  an unknown option, or `simd` other than "strict".
 * @throws LoadFailedError    the module could not be fetched, compiled or started (`cause` holds the engine's error).
 *
 * @example
 * await init();
 */
export function init(options: InitOptions = {}): Promise<void> {
  try {
    checkOptions(options);
  } catch (error) {
    return Promise.reject(error);
  }
  if (options.worker !== undefined) workerScript = options.worker;
  starting ??= start(options.source).catch((error) => {
    starting = undefined;
    throw error;
  });
  return starting;
}

function checkOptions(options: InitOptions): void {
  for (const key of Object.keys(options))
    if (key !== "simd" && key !== "source" && key !== "worker")
      throw new InvalidInputError(
        key,
        options[key as keyof InitOptions],
        "one of the options simd, source, worker",
      );
  if (options.simd !== undefined && options.simd !== "strict" && options.simd !== "auto")
    throw new InvalidInputError(
      "simd",
      options.simd,
      '"strict" or "auto": this version has the strict build only',
    );
}

async function start(given: InitOptions["source"]): Promise<void> {
  const source = given ?? platform.source?.();
  if (source === undefined)
    throw new LoadFailedError("losscape/slim loads nothing by itself: call init({ source })");
  let output: glue.InitOutput;
  let module: WebAssembly.Module;
  try {
    module = await compile(await source);
    output = await initGlue({ module_or_path: module });
  } catch (error) {
    throw new LoadFailedError(error instanceof Error ? error.message : String(error), { cause: error });
  }
  started = { module, memory: output.memory };
}

async function compile(source: InitSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source === "string" || source instanceof URL) {
    const open = platform.open ?? fetch;
    return compile(await open(new URL(source, globalThis.location?.href)));
  }
  if (typeof Response !== "undefined" && source instanceof Response) {
    if (!source.ok) throw new Error(`${source.url} answered ${source.status}`);
    // A server that does not say application/wasm would make compileStreaming fail.
    return source.headers.get("content-type")?.startsWith("application/wasm")
      ? WebAssembly.compileStreaming(source)
      : WebAssembly.compile(await source.arrayBuffer());
  }
  return WebAssembly.compile(source as BufferSource);
}

/** The generated glue of the running instance. @throws NotInitialisedError before `init`. */
export function core(): typeof glue {
  if (started === undefined) throw new NotInitialisedError();
  return glue;
}

/** The memory of the running instance; a view of it is void after any call that allocates. */
export function coreMemory(): WebAssembly.Memory {
  if (started === undefined) throw new NotInitialisedError();
  return started.memory;
}

/** The compiled module, which workers are sent so that they need not compile it again. */
export function compiledModule(): WebAssembly.Module {
  if (started === undefined) throw new NotInitialisedError();
  return started.module;
}

/** Which build runs: the word of the tables' `losscape.backend`. */
export function backend(): "strict" | "relaxed" {
  return "strict";
}

/** The worker script that `init` was given. */
export function workerSource(): WorkerSource | undefined {
  return workerScript;
}

/** The version of this package and the hash of its WASM module. */
export { build };
