import { expect, test } from "vitest";
import * as errors from "../../ts/base/errors.js";
import { fromWire, toWire } from "../../ts/runs/executors/wire.js";

const samples: Record<errors.ErrorCode, errors.LosscapeError> = {
  "invalid-input": new errors.InvalidInputError("n", 0, "a whole number"),
  "out-of-memory": new errors.OutOfMemoryError("a matrix", 2 ** 33, 2 ** 31),
  "not-converged": new errors.NotConvergedError("QL"),
  "not-initialised": new errors.NotInitialisedError(),
  "load-failed": new errors.LoadFailedError("no such file", "file:///strict.wasm"),
  disposed: new errors.DisposedError("glass"),
  poisoned: new errors.PoisonedError("index out of bounds"),
  aborted: new errors.AbortedError("descend"),
  "worker-crashed": new errors.WorkerCrashedError("code 1"),
  "shard-failed": new errors.ShardFailedError(["a", "b"], "no"),
  "run-folder": new errors.RunFolderError("runs/a", "no"),
  "run-mismatch": new errors.RunMismatchError("runs/a", ["seed"]),
  locked: new errors.LockedError("runs/a", "process 7", "runs/a/.lock-7"),
  queue: new errors.QueueError("redis://host:6379", "no"),
  "missing-package": new errors.MissingPackageError("the job queue", ["bullmq", "ioredis"]),
  precision: new errors.PrecisionError(50, 24, 3),
};

test.each(Object.entries(samples))("%s is the same error on the other side of a worker", (code, error) => {
  const rebuilt = fromWire(structuredClone(toWire(error)));
  expect(rebuilt).toBeInstanceOf(error.constructor);
  expect(rebuilt).toMatchObject({ code, message: error.message, stack: error.stack, fields: error.fields });
});

test("an abort is one on the other side too, with the reason of its signal", () => {
  const { reason } = AbortSignal.abort(new DOMException("too late", "TimeoutError"));
  const aborted = new errors.AbortedError("descend", undefined, { cause: reason });
  expect(fromWire(structuredClone(toWire(aborted)))).toMatchObject({
    name: "AbortError",
    code: "aborted",
    cause: { name: "TimeoutError", message: "too late" },
  });
});

test("an error that is not ours keeps its name, message and stack", () => {
  const error = new TypeError("x is not a function");
  expect(fromWire(structuredClone(toWire(error)))).toMatchObject({
    name: "TypeError",
    message: "x is not a function",
    stack: error.stack,
  });
  expect(fromWire(toWire("a string")).message).toBe("a string");
});
