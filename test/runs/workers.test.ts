import { MessageChannel, type MessagePort } from "node:worker_threads";
import { expect, test } from "vitest";
import {
  AbortedError,
  InvalidInputError,
  LoadFailedError,
  WorkerCrashedError,
} from "../../ts/base/errors.js";
import type { Experiment, Shard } from "../../ts/experiments/experiment.js";
import type { Executor } from "../../ts/runs/executors/executor.js";
import { inProcess } from "../../ts/runs/executors/in-process.js";
import type { Port, Request } from "../../ts/runs/executors/protocol.js";
import { serve } from "../../ts/runs/executors/serve.js";
import { onWorkers } from "../../ts/runs/executors/workers.js";
import { plan } from "../../ts/runs/plan.js";
import { memoryStore } from "../../ts/runs/store.js";
import { toBytes } from "../../ts/tables/index.js";
import { BUILD, inDraws, type Meddle, runInMemory, runInto, scaled, squares } from "./squares.js";

const EMPTY = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));

/** Workers that are only the two ends of a channel; `crash` ends the youngest. */
function workers(
  experiment: Experiment = squares(),
  options: { slots?: number; memory?: number; start?: () => Promise<void> } = {},
) {
  const { slots = 2, memory = 1e9, start = async () => {} } = options;
  const ends: { crash: () => void; port: MessagePort }[] = [];
  const posted: Request[] = [];
  const startWorker = (): Port => {
    const { port1: here, port2: there } = new MessageChannel();
    serve(
      {
        post: (message, transfer) => there.postMessage(message, transfer),
        listen: (onRequest) => there.on("message", onRequest),
      },
      start,
      () => experiment,
    );
    let crash = () => {};
    ends.push({ crash: () => crash(), port: here });
    return {
      post(message, transfer = []) {
        posted.push(message);
        here.postMessage(message, transfer);
      },
      listen(onResponse, onCrash) {
        here.on("message", onResponse);
        crash = () => onCrash("it was killed");
      },
      terminate: () => here.close(),
    };
  };
  const executor = onWorkers({ slots, memory, startWorker, module: EMPTY });
  return { executor, ends, posted };
}

const run = plan(squares(), {}, {}, BUILD);

function ask(executor: Executor, options: { index?: number; slot?: number; signal?: AbortSignal } = {}) {
  const { index = 0, slot = 0, signal } = options;
  const shard = run.plan[index] as Shard;
  const done: number[] = [];
  const progress = (units: { done: number }) => done.push(units.done);
  return { files: executor.run(slot, { run, shard }, { inputs: {}, signal, progress }), done };
}

test("a worker answers with progress and Arrow files", async () => {
  const { executor } = workers();
  const { files, done } = ask(executor);
  expect(Object.keys(await files)).toEqual(["squares", "roots"]);
  expect((await files).squares?.rows).toBe(10);
  expect(done).toEqual([10]);
  await executor.close();
});

test("a slot keeps its worker from shard to shard, until it is renewed", async () => {
  const { executor, ends } = workers();
  await ask(executor).files;
  await ask(executor, { index: 1 }).files;
  expect(ends).toHaveLength(1);
  executor.renew(0);
  executor.renew(1);
  await ask(executor, { index: 2 }).files;
  expect(ends).toHaveLength(2);
  await executor.close();
});

test("a worker that crashes fails its shard, and the next shard gets a fresh worker", async () => {
  const { executor, ends } = workers(squares(() => new Promise((resolve) => setTimeout(resolve, 20))));
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
  const failing = squares(() => {
    throw new InvalidInputError("n", 7, "less");
  });
  const { executor } = workers(failing);
  const error = await ask(executor).files.catch((error) => error);
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error).toMatchObject({ argument: "n", value: 7, expected: "less" });
  await executor.close();
});

test("a worker whose core does not start answers with that error", async () => {
  const { executor } = workers(squares(), { start: () => Promise.reject(new LoadFailedError("no SIMD")) });
  await expect(ask(executor).files).rejects.toBeInstanceOf(LoadFailedError);
  await executor.close();
});

test("a signal ends the worker at once", async () => {
  const { executor } = workers(squares(() => new Promise(() => {})));
  const abort = new AbortController();
  const { files } = ask(executor, { signal: abort.signal });
  abort.abort();
  await expect(files).rejects.toBeInstanceOf(AbortedError);
  await expect(files).rejects.toMatchObject({ cause: abort.signal.reason });
  await expect(ask(executor, { signal: abort.signal }).files).rejects.toBeInstanceOf(AbortedError);
  await executor.close();
});

const bytesOf = async (run: ReturnType<typeof runInMemory>) => {
  const { folder } = await run;
  const tables = await folder.arrowTables();
  return Object.values(tables).map((table) => toBytes(table));
};

/** Draws what shards share, and counts what is drawn and what is kept. */
function drawing() {
  const draws: string[] = [];
  let kept = 0;
  const meddle: Meddle = ({ shares }, { shared }) => {
    const made = shared(shares?.key as string, () => {
      draws.push(shares?.key as string);
      kept += 1;
      const free = () => {
        kept -= 1;
      };
      return { key: shares?.key, free };
    });
    expect(made.key).toBe(shares?.key);
  };
  return { meddle, draws, kept: () => kept };
}

test.each([1, 2, 3])(
  "with %d workers each draw is drawn once, and by another worker only at the end",
  async (slots) => {
    const { meddle, draws } = drawing();
    const experiment = inDraws(squares(meddle), 6);
    const { executor, ends } = workers(experiment, { slots });
    const config = { shards: 36 };
    const bytes = await bytesOf(runInMemory(experiment, { config, executor }));
    expect(bytes).toEqual(await bytesOf(runInMemory(squares(), { config })));
    expect(new Set(draws.slice(0, 6)).size).toBe(6);
    // A worker that finds no draw of its own joins one of those that go on: when the first of them ends, one worker, then two, ….
    expect(draws.length).toBeLessThanOrEqual(6 + (slots * (slots - 1)) / 2);
    expect(ends).toHaveLength(slots);
    await executor.close();
  },
);

test("in the calling thread each draw is drawn once, freed before the next, and at the end", async () => {
  const { meddle, draws, kept } = drawing();
  const counting: Meddle = async (shard, context) => {
    await meddle(shard, context);
    expect(kept()).toBe(1);
  };
  const experiment = inDraws(squares(counting), 2);
  const executor = inProcess(() => experiment, 1e9);
  await runInMemory(experiment, { executor });
  expect(draws).toEqual(["draw0", "draw1", "draw2"]);
  await executor.close();
  expect(kept()).toBe(0);
});

test("a shard that fails takes what it shared with it, and is tried with a fresh one", async () => {
  const { meddle, draws, kept } = drawing();
  let left = 1;
  const experiment = inDraws(
    squares(async (shard, context) => {
      await meddle(shard, context);
      if (shard.id === "s1" && left-- > 0) throw new Error("no");
    }),
    6,
  );
  const executor = inProcess(() => experiment, 1e9);
  await runInMemory(experiment, { executor });
  expect(draws).toEqual(["draw0", "draw0"]);
  expect(kept()).toBe(1);
});

test("a worker is replaced before a draw that does not fit beside the one it holds, never within a draw", async () => {
  const { meddle, draws } = drawing();
  const config = { shards: 9 };
  for (const [memory, replaced] of [
    [1000, 0],
    [500, 2],
  ] as const) {
    const experiment = inDraws(squares(meddle), 3, 200);
    const { executor, ends } = workers(experiment, { slots: 1, memory });
    await runInMemory(experiment, { config, executor });
    expect(ends).toHaveLength(1 + replaced);
    await executor.close();
  }
  expect(draws).toHaveLength(6);
});

test("data are delivered to each worker once, before the first shard that computes from them", async () => {
  const arrays = { factor: Float64Array.of(3) };
  const experiment = scaled(async () => ({ hash: "aa", arrays }));
  const { executor, posted } = workers(experiment, { slots: 2 });
  const inputs = { factors: { hash: "aa", arrays } };
  const { folder } = await runInto(memoryStore(), experiment, { executor, inputs });
  const tables = await folder.arrowTables();
  expect(tables.squares?.getChild("square")?.get(4)).toBe(48);
  expect(tables.squares?.schema.metadata.get("losscape.config")).toContain('"inputs":{"factors":"aa"}');
  const kinds = posted.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "input")).toHaveLength(2);
  expect(kinds.slice(0, 3)).toEqual(["start", "input", "run"]);
  // The worker owns a copy.
  expect(arrays.factor).toEqual(Float64Array.of(3));
  await executor.close();
});
