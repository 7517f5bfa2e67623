import { InvalidInputError, LoadFailedError, NotInitialisedError } from "../base/errors.js";
import { choice, type FieldsOf, field, object, optional } from "../base/schema.js";
import { sha256 } from "../base/sha256.js";
import { build } from "./generated/build.js";
import initGlue, * as glue from "./generated/losscape_wasm.js";
import { hasRelaxedSimd } from "./relaxed.js";
import { causeOf, type InitSource, moduleOf, type Platform, reasonOf } from "./source.js";

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

export type WorkerSource = URL | string | (() => PageWorker);

/** A `Worker` of a page, by what any of them has: a program for Node has no such type. */
export interface PageWorker {
  postMessage(message: unknown, transfer: never[]): void;
  terminate(): void;
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
 * @throws LoadFailedError    the module could not be fetched, compiled or started (it names the URL; `cause` holds the engine's error).
 *
 * @example
 * await init({ simd: "auto" });
 */
export async function init(options: InitOptions = {}): Promise<void> {
  initOptions.parse(options);
  starting ??= start(options).catch((error) => {
    starting = undefined;
    throw error;
  });
  await starting;
  checkBuild(options.simd);
  if (options.worker !== undefined) workerScript = options.worker;
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
    const module = await moduleOf(await source(), platform);
    checkModule(module);
    const { memory } = await initGlue({ module_or_path: module });
    started = { module, memory, backend: glue.backend() as Backend };
  } catch (error) {
    const { reason, url } =
      error instanceof LoadFailedError ? error : { reason: reasonOf(error), url: undefined };
    const remedy = options.source === undefined && platform.builds !== undefined ? `; ${REMEDY}` : "";
    throw new LoadFailedError(`${reason}${remedy}`, url, { cause: causeOf(error) });
  }
}

const REMEDY =
  "where a bundler left the file behind, give it by init({ source }), or import losscape/inline, which holds it";

/** How to get the module; what is wrong with the options is thrown at once, and is no failure to load. */
function sourceOf({ simd = "strict", source }: InitOptions): () => InitSource | Promise<InitSource> {
  if (simd === "relaxed" && !hasRelaxedSimd())
    throw noRelaxed("this engine has no relaxed SIMD (Node has it from version 21 on, Chromium from 114)");
  if (source !== undefined) return () => source;
  const { builds } = platform;
  if (builds === undefined)
    throw new LoadFailedError("losscape/slim loads nothing by itself: call init({ source })");
  if (simd === "strict") return builds.strict;
  if (builds.relaxed !== undefined && hasRelaxedSimd()) return builds.relaxed;
  if (simd === "auto") return builds.strict;
  throw noRelaxed("this entry holds the strict build only, and another comes by init({ source })");
}

const noRelaxed = (because: string) =>
  new InvalidInputError("simd", "relaxed", `"strict" or "auto": ${because}`);

/** The glue keeps whatever it has instantiated, and would not start a second module: it is given none but its own. */
function checkModule(module: WebAssembly.Module): void {
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  if (sha256([new TextEncoder().encode(names.sort().join())]) !== build.exports)
    throw new Error(`the module is not the core of losscape ${build.version}`);
}

function running(): NonNullable<typeof started> {
  if (started === undefined) throw new NotInitialisedError();
  return started;
}

/** The generated glue of the running instance. @throws NotInitialisedError before `init`. */
export const core = (): typeof glue => running() && glue;

/** The memory of the running instance; a view of it is void after any call that allocates. */
export const coreMemory = (): WebAssembly.Memory => running().memory;

/** The compiled module, which workers are sent so that they need not compile it again. */
export const compiledModule = (): WebAssembly.Module => running().module;

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
  return running().backend;
}

/** The worker script that `init` was given. */
export function workerSource(): WorkerSource | undefined {
  return workerScript;
}

export type { InitSource, Platform } from "./source.js";
/** The version of this package and the hashes of its WASM modules. */
export { build };
