import { plural, show } from "./text.js";

/** The codes of every error this package throws; `switch (error.code)` is exhaustive over them. */
export type ErrorCode = CoreErrorCode | HostErrorCode;

/** Codes that the WASM core raises too. */
export type CoreErrorCode = "invalid-input" | "out-of-memory" | "not-converged";

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
  | "locked"
  | "queue"
  | "missing-package"
  | "precision";

/** Anything that survives `JSON.stringify` or a structured clone, so that an error can cross a worker. */
export type ErrorFields = Readonly<Record<string, unknown>>;

/** Base class of every error of this package: a sentence, a `code` to switch on, and typed fields. */
export abstract class LosscapeError extends Error {
  abstract readonly code: ErrorCode;
  /** The class's name in so many letters: minifiers rename classes. */
  abstract override readonly name: string;

  /** What rebuilds this error on the other side of a worker: all that it has beside its name, code, sentence and cause. */
  get fields(): ErrorFields {
    const { name: _, code: __, cause: ___, ...fields } = this;
    return fields;
  }
}

/** How `expected` begins where there is nothing of that name, whatever its value. */
const UNKNOWN = "no such ";

/** An argument, a config key or a file's content is not what is allowed. */
export class InvalidInputError extends LosscapeError {
  override readonly name = "InvalidInputError";
  readonly code = "invalid-input";

  constructor(
    readonly argument: string,
    readonly value: unknown,
    readonly expected: string,
  ) {
    super(
      expected.startsWith(UNKNOWN)
        ? `${argument}: ${expected}`
        : `${argument}: got ${show(value)}, expected ${expected}`,
    );
  }

  override get fields() {
    return { argument: this.argument, value: cloneable(this.value), expected: this.expected };
  }
}

/** An allocation does not fit; nothing was computed. */
export class OutOfMemoryError extends LosscapeError {
  override readonly name = "OutOfMemoryError";
  readonly code = "out-of-memory";

  /**
   * @param requested  bytes asked for in WebAssembly memory; absent where JavaScript itself could not make an array
   * @param available  bytes that would still fit there, by the limits of wasm32
   */
  constructor(
    readonly what: string,
    readonly requested?: number,
    readonly available?: number,
    options?: ErrorOptions,
  ) {
    super(
      requested === undefined
        ? `${what} does not fit in memory`
        : `${what} needs ${requested} bytes, and at most ${available} fit in WebAssembly memory`,
      options,
    );
  }
}

/** An eigenvalue iteration ran past its limit: a defect of this package, to be reported with the matrix. */
export class NotConvergedError extends LosscapeError {
  override readonly name = "NotConvergedError";
  readonly code = "not-converged";

  constructor(readonly what: string) {
    super(`${what} did not converge`);
  }
}

/** Of a number too few digits are certain in double precision, so it is not returned. */
export class PrecisionError extends LosscapeError {
  override readonly name = "PrecisionError";
  readonly code = "precision";

  /** @param n spins  @param index negative eigenvalues  @param digits decimal digits that are certain, fewer than 6 */
  constructor(
    readonly n: number,
    readonly index: number,
    readonly digits: number,
  ) {
    super(
      `of the critical points of index ${index} at n = ${n} ${digits === 0 ? "no digit is" : `${plural(digits, "digit")} are`} certain in double precision`,
    );
  }
}

/** A function that needs WASM was called before `await init()`. */
export class NotInitialisedError extends LosscapeError {
  override readonly name = "NotInitialisedError";
  readonly code = "not-initialised";

  constructor() {
    super("losscape is not initialised: call `await init()` once before using it");
  }
}

/** `init` could not fetch, compile or start the WASM module; a later `init` tries again. */
export class LoadFailedError extends LosscapeError {
  override readonly name = "LoadFailedError";
  readonly code = "load-failed";

  /** @param url  what was opened, where something was */
  constructor(
    readonly reason: string,
    readonly url?: string,
    options?: ErrorOptions,
  ) {
    const from = url === undefined ? "" : ` from ${url}`;
    super(`losscape could not start its WebAssembly module${from}: ${reason}`, options);
  }
}

/** A handle was used after `free()`. */
export class DisposedError extends LosscapeError {
  override readonly name = "DisposedError";
  readonly code = "disposed";

  constructor(readonly what: string) {
    super(`this ${what} was freed`);
  }
}

/** The core panicked, so its memory can no longer be trusted: start a new process, worker or page. */
export class PoisonedError extends LosscapeError {
  override readonly name = "PoisonedError";
  readonly code = "poisoned";

  constructor(readonly reason: string) {
    super(`the WebAssembly core panicked and cannot be used any more: ${reason}`);
  }
}

/**
 * A signal cancelled the call; `partial` holds what was finished, where the call documents it, and `cause` the signal's
 * reason, which tells a user's abort from `AbortSignal.timeout`. Its `name` is that of every abort of the platform.
 */
export class AbortedError<Partial = unknown> extends LosscapeError {
  override readonly name = "AbortError";
  readonly code = "aborted";

  constructor(
    readonly what: string,
    readonly partial?: Partial,
    options?: ErrorOptions,
  ) {
    super(`${what} was cancelled`, options);
  }

  /** What was finished stays here. */
  override get fields() {
    return { what: this.what };
  }
}

/** A worker ended without an answer (killed, out of memory, or its script could not be loaded). */
export class WorkerCrashedError extends LosscapeError {
  override readonly name = "WorkerCrashedError";
  readonly code = "worker-crashed";

  constructor(readonly reason: string) {
    super(`a worker crashed: ${reason}`);
  }
}

/** Shards failed in every attempt; the others were finished and kept. */
export class ShardFailedError extends LosscapeError {
  override readonly name = "ShardFailedError";
  readonly code = "shard-failed";

  constructor(
    readonly shards: readonly string[],
    readonly reason: string,
  ) {
    super(`${shards.length === 1 ? `shard ${shards[0]}` : `${shards.length} shards`} failed: ${reason}`);
  }
}

/** A run folder cannot be written or read, or holds what this package did not write. */
export class RunFolderError extends LosscapeError {
  override readonly name = "RunFolderError";
  readonly code = "run-folder";

  constructor(
    readonly path: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${path}: ${reason}`, options);
  }
}

/** A run folder was made by another config, version or build. */
export class RunMismatchError extends LosscapeError {
  override readonly name = "RunMismatchError";
  readonly code = "run-mismatch";

  /** @param differences one phrase each: what, there, here */
  constructor(
    readonly path: string,
    readonly differences: readonly string[],
  ) {
    super(`${path} belongs to another run: ${differences.join("; ")}`);
  }
}

/** Another process holds the run folder's lock, and lives, or runs where this host cannot ask. */
export class LockedError extends LosscapeError {
  override readonly name = "LockedError";
  readonly code = "locked";

  constructor(
    readonly path: string,
    readonly owner: string,
    /** The owner's file, of an owner that cannot be asked. */
    readonly claim?: string,
  ) {
    const remedy = claim === undefined ? "" : `; if that process has ended, remove ${claim} and run again`;
    super(`${path} is in use by ${owner}${remedy}`);
  }
}

/** The server of a job queue cannot be used, or does not hold what it should. */
export class QueueError extends LosscapeError {
  override readonly name = "QueueError";
  readonly code = "queue";

  /** @param server  its address, without a password */
  constructor(
    readonly server: string,
    readonly reason: string,
  ) {
    super(`${server}: ${reason}`);
  }
}

/** What was asked for needs packages that are not installed: they are optional. */
export class MissingPackageError extends LosscapeError {
  override readonly name = "MissingPackageError";
  readonly code = "missing-package";

  constructor(
    readonly what: string,
    readonly packages: readonly string[],
    options?: ErrorOptions,
  ) {
    super(`${what} needs packages that are not installed: npm install ${packages.join(" ")}`, options);
  }
}

function cloneable(value: unknown): unknown {
  const isPlain = value === null || !["function", "symbol", "object"].includes(typeof value);
  return isPlain ? value : show(value);
}
