import { InvalidInputError, LoadFailedError, NotInitialisedError } from "../base/errors.js";
import { choice, type FieldsOf, field, object, optional } from "../base/schema.js";
import { build } from "./generated/build.js";
import initGlue, * as glue from "./generated/losscape_wasm.js";
import { hasRelaxedSimd } from "./relaxed.js";

/**
 * A build of the core. `strict` gives the same bits on every engine and processor; `relaxed` has fused multiply-adds,
 * where the processor has them, and its rounding depends on that.
 */
export type Backend = keyof typeof build.wasm;

/** The option `simd`. */
export const simdField = choice({
  values: ["strict", "relaxed", "auto"],
  default: "strict",
  help: "strict: the same bits on every engine; relaxed: faster; auto: relaxed where the engine has it",
});

const initOptions = object({
  simd: optional(simdField),
  // Both are looked at where they are used: what they may be depends on the platform.
  source: optional(field("a source", {}, {}, (value) => value)),
  worker: optional(field("a worker", {}, {}, (value) => value)),
} satisfies FieldsOf<InitOptions>);

/** What `init` can start from. */
export type InitSource = URL | string | Response | BufferSource | WebAssembly.Module;

export interface InitOptions {
  /** Which build; `auto` is `relaxed` where the engine has relaxed SIMD, else `strict`. Default: `strict`. */
  readonly simd?: Backend | "auto";
  /**
   * Where the module comes from; by default the file beside the entry that was imported. The module itself says which
   * build it is: a `simd` of the other one is an error.
   */
  readonly source?: InitSource | Promise<InitSource>;
  /** The worker script (`losscape/worker`) or a function that starts it, where a bundler moved it. */
  readonly worker?: WorkerSource;
}

export type WorkerSource = URL | string | (() => Worker);

/** What an entry knows about the place it runs in. */
export interface Platform {
  /** The modules beside the entry; absent in `losscape/slim`. */
  readonly builds?: { readonly strict: () => InitSource; readonly relaxed?: () => InitSource };
  /** Gets what a URL names; `fetch`, where nothing else is said. */
  readonly open?: (url: URL) => Promise<Response | BufferSource>;
}

let platform: Platform = {};
let starting: Promise<void> | undefined;
let started: { module: WebAssembly.Module; memory: WebAssembly.Memory; backend: Backend } | undefined;
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
 * @throws InvalidInputError  an unknown option; `simd: "relaxed"` on an engine or an entry without it, or a `simd` that is
 *                            not the build that runs: there is one core in a program.
 * @throws LoadFailedError    the module could not be fetched, compiled or started (`cause` holds the engine's error).
 *
 * @example
 * await init({ simd: "auto" });
 */
export function init(options: InitOptions = {}): Promise<void> {
  try {
    initOptions.parse(options);
  } catch (error) {
    return Promise.reject(error);
  }
  if (options.worker !== undefined) workerScript = options.worker;
  starting ??= start(options).catch((error) => {
    starting = undefined;
    throw error;
  });
  return starting.then(() => checkBuild(options.simd));
}

function checkBuild(simd: InitOptions["simd"]): void {
  if (simd !== undefined && simd !== "auto" && simd !== backend())
    throw new InvalidInputError(
      "simd",
      simd,
      `"${backend()}" or "auto": a program has one core, and its ${backend()} build runs`,
    );
}

async function start(options: InitOptions): Promise<void> {
  const source = sourceOf(options);
  try {
    const module = await compile(await source);
    const { memory } = await initGlue({ module_or_path: module });
    started = { module, memory, backend: glue.backend() as Backend };
  } catch (error) {
    throw new LoadFailedError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function sourceOf({ simd = "strict", source }: InitOptions): InitSource | Promise<InitSource> {
  if (simd === "relaxed" && !hasRelaxedSimd())
    throw new InvalidInputError(
      "simd",
      simd,
      '"strict" or "auto": this engine has no relaxed SIMD (Node has it from version 21 on, Chromium from 114)',
    );
  if (source !== undefined) return source;
  const { builds } = platform;
  if (builds === undefined)
    throw new LoadFailedError("losscape/slim loads nothing by itself: call init({ source })");
  if (simd === "strict") return builds.strict();
  if (builds.relaxed !== undefined && hasRelaxedSimd()) return builds.relaxed();
  if (simd === "auto") return builds.strict();
  throw new InvalidInputError(
    "simd",
    simd,
    '"strict" or "auto": this entry holds the strict build only, and another comes by init({ source })',
  );
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

/**
 * Which build of the core runs, by what the module says of itself.
 *
 * @throws NotInitialisedError  before `await init()`.
 *
 * @example
 * await init();
 * backend(); // 'strict'
 */
export function backend(): Backend {
  if (started === undefined) throw new NotInitialisedError();
  return started.backend;
}

/** The worker script that `init` was given. */
export function workerSource(): WorkerSource | undefined {
  return workerScript;
}

/** The version of this package and the hashes of its WASM modules. */
export { build };
