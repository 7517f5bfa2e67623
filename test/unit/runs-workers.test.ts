import { MessageChannel, type MessagePort } from "node:worker_threads";
import { expect, test } from "vitest";
import {
  AbortedError,
  InvalidInputError,
  LoadFailedError,
  WorkerCrashedError,
} from "../../ts/base/errors.js";
import type { Executor } from "../../ts/runs/executors/executor.js";
import type { Port } from "../../ts/runs/executors/protocol.js";
import { serve } from "../../ts/runs/executors/serve.js";
import { onWorkers } from "../../ts/runs/executors/workers.js";
import { type Meddle, squares } from "./runs-fake.js";

const EMPTY = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));

/** Workers that are only the two ends of a channel; `crash` ends the youngest. */
function workers(meddle: Meddle = () => {}, start: () => Promise<void> = async () => {}) {
  const ends: { crash: () => void; port: MessagePort }[] = [];
  const startWorker = (): Port => {
    const { port1: here, port2: there } = new MessageChannel();
    serve(
      {
        post: (message, transfer) => there.postMessage(message, transfer),
        listen: (onRequest) => there.on("message", onRequest),
      },
      start,
      () => squares(meddle),
    );
    let crash = () => {};
    ends.push({ crash: () => crash(), port: here });
    return {
      post: (message) => here.postMessage(message),
      listen(onResponse, onCrash) {
        here.on("message", onResponse);
        crash = () => onCrash("it was killed");
      },
      terminate: () => here.close(),
    };
  };
  const executor = onWorkers({ slots: 2, memory: 1e9, startWorker, module: EMPTY });
  return { executor, ends };
}

const plan = squares().plan(squares().config.defaults);

function ask(executor: Executor, options: { index?: number; memory?: number; signal?: AbortSignal } = {}) {
  const { index = 0, memory = 100, signal } = options;
  const shard = { ...(plan[index] as (typeof plan)[number]), memory };
  const done: number[] = [];
  const files = executor.run(
    { experiment: "squares", config: { shards: 6, rows: 10 }, shard },
    { signal, progress: (units) => done.push(units) },
  );
  return { files, done };
}

test("a worker answers with progress and Arrow files", async () => {
  const { executor } = workers();
  const { files, done } = ask(executor);
  expect(Object.keys(await files)).toEqual(["squares", "roots"]);
  expect((await files).squares?.rows).toBe(10);
  expect(done).toEqual([10]);
  await executor.close();
});

test("an idle worker is used again, and one that did a large shard is not", async () => {
  const { executor, ends } = workers();
  await ask(executor).files;
  await ask(executor, { index: 1, memory: 2 ** 30 }).files;
  expect(ends).toHaveLength(1);
  await ask(executor, { index: 2 }).files;
  expect(ends).toHaveLength(2);
  await executor.close();
});

test("a worker that crashes fails its shard, and the next shard gets a fresh worker", async () => {
  const { executor, ends } = workers(() => new Promise((resolve) => setTimeout(resolve, 20)));
  const { files } = ask(executor);
  ends[0]?.crash();
  await expect(files).rejects.toBeInstanceOf(WorkerCrashedError);
  expect(Object.keys(await ask(executor).files)).toHaveLength(2);
  expect(ends).toHaveLength(2);
  await executor.close();
});

test("an idle worker that crashes is not used again", async () => {
  const { executor, ends } = workers();
  await ask(executor).files;
  ends[0]?.crash();
  await ask(executor, { index: 1 }).files;
  expect(ends).toHaveLength(2);
  await executor.close();
});

test("an experiment's error arrives with its class and fields", async () => {
  const { executor } = workers(() => {
    throw new InvalidInputError("n", 7, "less");
  });
  const error = await ask(executor).files.catch((error) => error);
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error).toMatchObject({ argument: "n", value: 7, expected: "less" });
  await executor.close();
});

test("a worker whose core does not start answers with that error", async () => {
  const { executor } = workers(undefined, () => Promise.reject(new LoadFailedError("no SIMD")));
  await expect(ask(executor).files).rejects.toBeInstanceOf(LoadFailedError);
  await executor.close();
});

test("a signal ends the worker at once", async () => {
  const { executor } = workers(() => new Promise(() => {}));
  const abort = new AbortController();
  const { files } = ask(executor, { signal: abort.signal });
  abort.abort();
  await expect(files).rejects.toBeInstanceOf(AbortedError);
  await expect(ask(executor, { signal: abort.signal }).files).rejects.toBeInstanceOf(AbortedError);
  await executor.close();
});
