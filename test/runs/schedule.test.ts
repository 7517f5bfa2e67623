import { expect, test } from "vitest";
import { AbortedError } from "../../ts/base/errors.js";
import type { Shard } from "../../ts/experiments/experiment.js";
import type { Executor } from "../../ts/runs/executors/executor.js";
import { plan } from "../../ts/runs/plan.js";
import { type ShardEvents, schedule } from "../../ts/runs/schedule.js";
import { BUILD, shard as shardOf, squares } from "./squares.js";

const shard = (id: string, cost = 1, memory = 1): Shard => shardOf(id, { cost, memory });
const RUN = plan(squares(), {}, {}, BUILD);

/** Runs shards on an executor that records what was at work together. */
async function run(
  shards: readonly Shard[],
  limits: { slots: number; memory: number },
  work: (shard: Shard, signal: AbortSignal) => Promise<void> = async () => {},
  options: { signal?: AbortSignal; events?: Partial<ShardEvents> } = {},
) {
  const log: string[] = [];
  const together: string[][] = [];
  const atWork = new Set<string>();
  const executor: Executor = {
    ...limits,
    async run(_, { shard }, { signal }) {
      atWork.add(shard.id);
      together.push([...atWork]);
      try {
        await new Promise((resolve) => setTimeout(resolve, 1));
        await work(shard, signal as AbortSignal);
        return {};
      } finally {
        atWork.delete(shard.id);
      }
    },
    renew: () => {},
    close: async () => {},
  };
  await schedule(
    RUN,
    shards,
    executor,
    { inputs: {}, signal: options.signal },
    {
      started: () => {},
      progress: () => {},
      finished: async ({ id }, _, { attempts }) => void log.push(`${id} finished ${attempts}`),
      retried: ({ id }, _, attempts) => log.push(`${id} retried ${attempts}`),
      failed: async ({ id }, _, attempts) => void log.push(`${id} failed ${attempts}`),
      ...options.events,
    },
  );
  return { log, together };
}

test("no more shards are at work than there are slots", async () => {
  const shards = Array.from({ length: 9 }, (_, index) => shard(`s${index}`));
  const { together, log } = await run(shards, { slots: 3, memory: 100 });
  expect(Math.max(...together.map((group) => group.length))).toBe(3);
  expect(log).toHaveLength(9);
});

test("shards at work fit into memory together, and one that is too large works alone", async () => {
  const memory: Record<string, number> = { a: 60, b: 50, c: 40, d: 10, e: 500 };
  const shards = Object.entries(memory).map(([id, bytes]) => shard(id, 1, bytes));
  const { together, log } = await run(shards, { slots: 4, memory: 100 });
  for (const group of together)
    if (group.length > 1)
      expect(group.reduce((sum, id) => sum + (memory[id] as number), 0)).toBeLessThanOrEqual(100);
  expect(together).toContainEqual(["e"]);
  expect(log).toHaveLength(5);
});

test("the costliest shards start first", async () => {
  const { log } = await run([shard("a", 1), shard("b", 3), shard("c", 2)], { slots: 1, memory: 9 });
  expect(log).toEqual(["b finished 1", "c finished 1", "a finished 1"]);
});

test("a shard that fails is tried three times, and the others are done", async () => {
  let left = 1;
  const { log } = await run(
    [shard("bad"), shard("once"), shard("good")],
    { slots: 2, memory: 9 },
    async ({ id }) => {
      if (id === "bad" || (id === "once" && left-- > 0)) throw new Error("no");
    },
  );
  expect(log.filter((line) => line.startsWith("bad"))).toEqual([
    "bad retried 1",
    "bad retried 2",
    "bad failed 3",
  ]);
  expect(log).toContain("once finished 2");
  expect(log).toContain("good finished 1");
});

test("an abort starts no further shard and is no error", async () => {
  const abort = new AbortController();
  const { log } = await run(
    [shard("a", 2), shard("b")],
    { slots: 1, memory: 9 },
    async () => {
      abort.abort();
      throw new AbortedError("shard a");
    },
    { signal: abort.signal },
  );
  expect(log).toEqual([]);
});

test("a result that cannot be kept ends the run with that error", async () => {
  const events = { finished: () => Promise.reject(new Error("disk full")) };
  const started: string[] = [];
  const work = async ({ id }: Shard) => void started.push(id);
  await expect(run([shard("a", 2), shard("b")], { slots: 1, memory: 9 }, work, { events })).rejects.toThrow(
    "disk full",
  );
  expect(started).toEqual(["a"]);
});
