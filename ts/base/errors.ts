/** The codes of every error this package throws; `switch (error.code)` is exhaustive over them. */
export type ErrorCode = CoreErrorCode | HostErrorCode;

/** Codes that the WASM core raises; a test compares them with the core's own list. */
export type CoreErrorCode = (typeof CORE_ERROR_CODES)[number];
export const CORE_ERROR_CODES = ["invalid-input", "out-of-memory", "not-converged"] as const;

/** Codes that only the TypeScript side raises. */
export type HostErrorCode =
  | "not-initialised"
  | "load-failed"
  | "disposed"
  | "poisoned"
  | "aborted"
  | "worker-crashed"
  | "shard-failed"
  | "run-folder"
  | "run-mismatch"
  | "locked";

/** Anything that survives `JSON.stringify` or a structured clone, so that an error can cross a worker. */
export type ErrorFields = Readonly<Record<string, unknown>>;

/** Base class of every error of this package: a sentence, a `code` to switch on, and typed fields. */
export abstract class LosscapeError extends Error {
  abstract readonly code: ErrorCode;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }

  /** The fields that rebuild this error on the other side of a worker. */
  abstract get fields(): ErrorFields;
}

/** An argument, a config key or a file's content is not what is allowed. */
export class InvalidInputError extends LosscapeError {
  readonly code = "invalid-input";

  constructor(
    readonly argument: string,
    readonly value: unknown,
    readonly expected: string,
  ) {
    super(`${argument}: got ${show(value)}, expected ${expected}`);
  }

  get fields() {
    return { argument: this.argument, value: cloneable(this.value), expected: this.expected };
  }
}

/** An allocation inside WASM does not fit; nothing was computed. */
export class OutOfMemoryError extends LosscapeError {
  readonly code = "out-of-memory";

  /** @param requested bytes asked for  @param available bytes that would still fit, by the limits of wasm32 */
  constructor(
    readonly what: string,
    readonly requested: number,
    readonly available: number,
  ) {
    super(`${what} needs ${requested} bytes, and at most ${available} fit in WebAssembly memory`);
  }

  get fields() {
    return { what: this.what, requested: this.requested, available: this.available };
  }
}

/** An eigenvalue iteration ran past its limit: a defect of this package, to be reported with the matrix. */
export class NotConvergedError extends LosscapeError {
  readonly code = "not-converged";

  constructor(readonly what: string) {
    super(`${what} did not converge`);
  }

  get fields() {
    return { what: this.what };
  }
}

/** A function that needs WASM was called before `await init()`. */
export class NotInitialisedError extends LosscapeError {
  readonly code = "not-initialised";

  constructor() {
    super("losscape is not initialised: call `await init()` once before using it");
  }

  get fields() {
    return {};
  }
}

/** `init` could not fetch, compile or start the WASM module; a later `init` tries again. */
export class LoadFailedError extends LosscapeError {
  readonly code = "load-failed";

  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`losscape could not start its WebAssembly module: ${reason}`, options);
  }

  get fields() {
    return { reason: this.reason };
  }
}

/** A handle was used after `free()`. */
export class DisposedError extends LosscapeError {
  readonly code = "disposed";

  constructor(readonly what: string) {
    super(`this ${what} was freed`);
  }

  get fields() {
    return { what: this.what };
  }
}

/** The core panicked, so its memory can no longer be trusted: start a new process, worker or page. */
export class PoisonedError extends LosscapeError {
  readonly code = "poisoned";

  constructor(readonly reason: string) {
    super(`the WebAssembly core panicked and cannot be used any more: ${reason}`);
  }

  get fields() {
    return { reason: this.reason };
  }
}

/** A signal cancelled the call; `partial` holds what was finished, where the call documents it. */
export class AbortedError<Partial = unknown> extends LosscapeError {
  readonly code = "aborted";

  constructor(
    readonly what: string,
    readonly partial?: Partial,
  ) {
    super(`${what} was cancelled`);
  }

  get fields() {
    return { what: this.what };
  }
}

/** A worker ended without an answer (killed, out of memory, or its script could not be loaded). */
export class WorkerCrashedError extends LosscapeError {
  readonly code = "worker-crashed";

  constructor(readonly reason: string) {
    super(`a worker crashed: ${reason}`);
  }

  get fields() {
    return { reason: this.reason };
  }
}

/** Shards failed in every attempt; the others were finished and kept. */
export class ShardFailedError extends LosscapeError {
  readonly code = "shard-failed";

  constructor(
    readonly shards: readonly string[],
    readonly reason: string,
  ) {
    super(`${shards.length === 1 ? `shard ${shards[0]}` : `${shards.length} shards`} failed: ${reason}`);
  }

  get fields() {
    return { shards: this.shards, reason: this.reason };
  }
}

/** A run folder cannot be written or read, or holds what this package did not write. */
export class RunFolderError extends LosscapeError {
  readonly code = "run-folder";

  constructor(
    readonly path: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${path}: ${reason}`, options);
  }

  get fields() {
    return { path: this.path, reason: this.reason };
  }
}

/** A run folder was made by another config, version or build. */
export class RunMismatchError extends LosscapeError {
  readonly code = "run-mismatch";

  /** @param differences one phrase each: what, there, here */
  constructor(
    readonly path: string,
    readonly differences: readonly string[],
  ) {
    super(`${path} belongs to another run: ${differences.join("; ")}`);
  }

  get fields() {
    return { path: this.path, differences: this.differences };
  }
}

/** Another living process holds the run folder's lock. */
export class LockedError extends LosscapeError {
  readonly code = "locked";

  constructor(
    readonly path: string,
    readonly owner: string,
  ) {
    super(`${path} is in use by ${owner}`);
  }

  get fields() {
    return { path: this.path, owner: this.owner };
  }
}

/** A value as an error message shows it: short, and never an exception of its own. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number" || typeof value === "boolean" || value === null || value === undefined)
    return Object.is(value, -0) ? "-0" : String(value);
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name} of ${value.byteLength} bytes`;
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  try {
    const text = JSON.stringify(value);
    return text.length > 80 ? `${text.slice(0, 77)}...` : text;
  } catch {
    return "an object that is not plain JSON";
  }
}

function cloneable(value: unknown): unknown {
  return typeof value === "function" ||
    typeof value === "symbol" ||
    (typeof value === "object" && value !== null)
    ? show(value)
    : value;
}
