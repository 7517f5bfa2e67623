import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { AbortedError, QueueError, ShardFailedError } from "../../ts/base/errors.js";
import { findExperiment } from "../../ts/experiments/index.js";
import { prepare } from "../../ts/runs/api.js";
import type { Executor } from "../../ts/runs/executors/executor.js";
import { inProcess } from "../../ts/runs/executors/in-process.js";
import { RunFolder } from "../../ts/runs/folder.js";
import type { RunRecord } from "../../ts/runs/identity.js";
import { type Address, parseAddress } from "../../ts/runs/node/queue/address.js";
import { collect } from "../../ts/runs/node/queue/collect.js";
import { serve } from "../../ts/runs/node/queue/serve.js";
import { type Server, withServer } from "../../ts/runs/node/queue/server.js";
import { queueStatus } from "../../ts/runs/node/queue/status.js";
import { submit } from "../../ts/runs/node/queue/submit.js";
import { finish } from "../../ts/runs/run.js";
import { memoryStore } from "../../ts/runs/store.js";
import { startCore } from "../support/core.js";
import { type RedisServer, startRedis } from "../support/redis.js";

let redis: RedisServer | undefined;
let address: Address;
let record: RunRecord;
const messages: string[] = [];
const onMessage = (message: string) => void messages.push(message);
const onProgress = () => {};

beforeAll(async () => {
  await startCore();
  ({ record } = await prepare("spin-glass-minima", { sizes: [5, 6], disorders: 3, replicas: 3 }));
});
beforeEach(async (context) => {
  redis ??= await startRedis(context);
  address = parseAddress("redis", redis.url);
  await redis.client().flushall();
  messages.length = 0;
});
afterAll(() => redis?.stop());

const executorOf = (about: Partial<Executor> = {}): Executor => ({
  ...inProcess(findExperiment, 1e9),
  ...about,
});
const queued = <T>(work: (server: Server) => Promise<T>) => withServer(address, { onMessage }, work);
const start = (store = memoryStore()) => RunFolder.start(store, record);
const submitted = (server: Server, folder: RunFolder) =>
  submit(server, folder, { results: { by: "server", most: 1e8 }, ship: {}, onMessage });
const served = (server: Server, executor: Executor, signal = new AbortController().signal) =>
  serve(server, executor, {
    ...{ id: "w", engine: "test", stall: 30_000, idle: 0, signal, onMessage },
    ...{ sources: {}, files: undefined },
  });
const collected = (server: Server, folder: RunFolder, signal = new AbortController().signal) =>
  collect(server, folder, { signal, onMessage, onProgress });

test("a shard that fails is tried three times and named, the others are kept, and submitted again it is computed", async () => {
  const store = memoryStore();
  const folder = await start(store);
  const healthy = executorOf();
  const failing = executorOf({
    run: (slot, task, context) =>
      task.shard.id === "n6-draw1" ? Promise.reject(new Error("no luck")) : healthy.run(slot, task, context),
  });
  await queued(async (server) => {
    await submitted(server, folder);
    expect(await served(server, failing)).toEqual({ computed: 5, refused: [] });
    const failures = messages.filter((message) => message.includes("n6-draw1"));
    expect(failures.map((message) => message.replace(/^.*: shard/, "shard"))).toEqual([
      "shard n6-draw1 failed (attempt 1) and is tried again: no luck",
      "shard n6-draw1 failed (attempt 2) and is tried again: no luck",
      "shard n6-draw1 failed (attempt 3): no luck",
    ]);
    const error = await collected(server, folder).catch((error) => error);
    expect(error).toBeInstanceOf(ShardFailedError);
    expect(error.message).toBe("shard n6-draw1 failed: no luck");
    expect(await folder.status()).toMatchObject({
      done: 5,
      failed: [{ shard: "n6-draw1", attempts: 3, reason: "no luck" }],
    });
    expect((await queueStatus(server)).runs).toMatchObject([{ done: 5, failed: [{ shard: "n6-draw1" }] }]);
    expect(await submitted(server, folder)).toMatchObject({ finished: 5, submitted: 1 });
    expect(await served(server, healthy)).toMatchObject({ computed: 1 });
    await collected(server, folder);
  });
  const whole = memoryStore();
  await finish(await start(whole), healthy, {}, { engine: "test" });
  await folder.merge();
  for (const table of ["tables/minima.arrow", "tables/spectra.arrow"])
    expect(await store.read(table)).toEqual(await whole.read(table));
});

test("what is at work when a worker is told to end goes back, and is not counted as tried", async () => {
  const folder = await start();
  const end = new AbortController();
  const hanging = executorOf({
    slots: 2,
    run: (_slot, _task, { signal }) =>
      new Promise((_, reject) => signal?.addEventListener("abort", () => reject(new AbortedError("shard")))),
  });
  await queued(async (server) => {
    await submitted(server, folder);
    const serving = served(server, hanging, end.signal);
    while ((await queueStatus(server)).runs[0]?.active !== 2) await sleep(5);
    end.abort();
    expect(await serving).toEqual({ computed: 0, refused: [] });
    expect(await queueStatus(server)).toMatchObject({
      runs: [{ waiting: 6, active: 0, failed: [] }],
      workers: [],
    });
    expect(await served(server, executorOf())).toMatchObject({ computed: 6 });
  });
});

test("a worker computes no more shards at once than its memory allows, and all of them", async () => {
  const folder = await start();
  const healthy = executorOf();
  let [now, most] = [0, 0];
  const small = executorOf({
    slots: 3,
    memory: 1,
    async run(...task) {
      now += 1;
      most = Math.max(most, now);
      await sleep(5);
      now -= 1;
      return healthy.run(...task);
    },
  });
  await queued(async (server) => {
    await submitted(server, folder);
    expect(await served(server, small)).toMatchObject({ computed: 6 });
  });
  expect(most).toBe(1);
});

test("collecting that is cancelled keeps what has come", async () => {
  const folder = await start();
  const end = new AbortController();
  await queued(async (server) => {
    await submitted(server, folder);
    const collecting = collected(server, folder, end.signal);
    await sleep(50);
    end.abort();
    await expect(collecting).rejects.toBeInstanceOf(AbortedError);
    await served(server, executorOf());
    await collected(server, folder);
    expect(await folder.status()).toMatchObject({ done: 6, failed: [] });
  });
});

test("a command that the server refuses is one sentence that names it", async () => {
  const error = await queued(({ client }) => client.hset("losscape:runs", "x")).catch((error) => error);
  expect(error).toBeInstanceOf(QueueError);
  expect(error.message).toMatch(/^redis:\/\/127\.0\.0\.1:\d+: ERR wrong number of arguments/);
});
