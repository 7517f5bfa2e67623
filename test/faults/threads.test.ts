import { expect, test } from "vitest";
import { WorkerCrashedError } from "../../ts/base/errors.js";
import { onWorkers } from "../../ts/runs/executors/workers.js";
import { startThread } from "../../ts/runs/node/threads.js";
import { plan } from "../../ts/runs/plan.js";
import { schedule } from "../../ts/runs/schedule.js";
import { BUILD, shard, squares } from "../runs/squares.js";

const EMPTY = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
const SCRIPT = new URL("./crashing-worker.mjs", import.meta.url);

const RUN = plan(squares(), {}, {}, BUILD);

const executorOf = (script: URL) =>
  onWorkers({ slots: 1, memory: 1e9, startWorker: () => startThread(script), module: EMPTY });

function ask(executor: ReturnType<typeof executorOf>, crash?: string) {
  const task = { run: RUN, shard: shard("s", { part: { crash } }) };
  return executor.run(0, task, { inputs: {}, progress: () => {} });
}

test.each([
  ["exits", "exit", "it ended with code 7"],
  ["throws outside a request", "throw", "outside a request"],
])(
  "a thread that %s fails its shard as a crash, and the next shard is computed",
  async (_, crash, reason) => {
    const executor = executorOf(SCRIPT);
    const error = await ask(executor, crash).catch((error) => error);
    expect(error).toBeInstanceOf(WorkerCrashedError);
    expect(error.reason).toBe(reason);
    expect(await ask(executor)).toEqual({});
    await executor.close();
  },
);

test("a thread whose script cannot be loaded fails its shard as a crash", async () => {
  const executor = executorOf(new URL("./no-such-worker.mjs", import.meta.url));
  await expect(ask(executor)).rejects.toBeInstanceOf(WorkerCrashedError);
  await executor.close();
});

test("a shard that crashes its thread is tried on three threads, and the others are done", async () => {
  const executor = executorOf(SCRIPT);
  const log: string[] = [];
  const shards = [shard("bad", { part: { crash: "exit" } }), shard("good")];
  await schedule(
    RUN,
    shards,
    executor,
    { inputs: {} },
    {
      started: () => {},
      progress: () => {},
      finished: async ({ id }) => void log.push(`${id} finished`),
      retried: ({ id }) => log.push(`${id} retried`),
      failed: async ({ id }) => void log.push(`${id} failed`),
    },
  );
  expect(log.sort()).toEqual(["bad failed", "bad retried", "bad retried", "good finished"]);
  await executor.close();
});
