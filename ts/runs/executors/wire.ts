import * as errors from "../../base/errors.js";

/** An error as data that a structured clone carries. */
export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: errors.ErrorCode;
  readonly fields?: errors.ErrorFields;
  /** What it was made of; a cause that is no error comes out as one with its text. */
  readonly cause?: WireError;
}

export function toWire(error: unknown): WireError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message, stack, cause } = error;
  const plain = {
    name,
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(cause === undefined ? {} : { cause: toWire(cause) }),
  };
  return error instanceof errors.LosscapeError ? { ...plain, code: error.code, fields: error.fields } : plain;
}

/** The same error again: its class, its fields, its cause and the stack of where it was thrown. */
export function fromWire(wire: WireError): Error {
  const error =
    wire.code === undefined
      ? Object.assign(new Error(wire.message), { name: wire.name })
      : rebuild[wire.code](wire.fields ?? {});
  if (wire.stack !== undefined) error.stack = wire.stack;
  if (wire.cause !== undefined) error.cause = fromWire(wire.cause);
  return error;
}

// The fields are those that the same build's getter `fields` left.
// biome-ignore lint/suspicious/noExplicitAny: each entry names the fields of its own class
const rebuild: Record<errors.ErrorCode, (fields: any) => errors.LosscapeError> = {
  "invalid-input": (f) => new errors.InvalidInputError(f.argument, f.value, f.expected),
  "out-of-memory": (f) => new errors.OutOfMemoryError(f.what, f.requested, f.available),
  "not-converged": (f) => new errors.NotConvergedError(f.what),
  "not-initialised": () => new errors.NotInitialisedError(),
  "load-failed": (f) => new errors.LoadFailedError(f.reason, f.url),
  disposed: (f) => new errors.DisposedError(f.what),
  poisoned: (f) => new errors.PoisonedError(f.reason),
  aborted: (f) => new errors.AbortedError(f.what),
  "worker-crashed": (f) => new errors.WorkerCrashedError(f.reason),
  "shard-failed": (f) => new errors.ShardFailedError(f.shards, f.reason),
  "run-folder": (f) => new errors.RunFolderError(f.path, f.reason),
  "run-mismatch": (f) => new errors.RunMismatchError(f.path, f.differences),
  locked: (f) => new errors.LockedError(f.path, f.owner, f.claim),
  queue: (f) => new errors.QueueError(f.server, f.reason),
  "missing-package": (f) => new errors.MissingPackageError(f.what, f.packages),
  precision: (f) => new errors.PrecisionError(f.n, f.index, f.digits),
};
