import { expect, test } from "vitest";
import { AbortedError, ShardFailedError } from "../../ts/base/errors.js";
import { compute, type Watchers } from "../../ts/runs/compute.js";
import { inProcess } from "../../ts/runs/executors/in-process.js";
import { RunFolder } from "../../ts/runs/folder.js";
import { plan } from "../../ts/runs/plan.js";
import type { RunProgress } from "../../ts/runs/progress.js";
import { finishInMemory } from "../../ts/runs/run.js";
import { memoryStore, type Store } from "../../ts/runs/store.js";
import { BUILD, type Meddle, squares } from "./squares.js";

async function run(options: { meddle?: Meddle; store?: Store; slots?: number } & Watchers = {}) {
  const { meddle, store = memoryStore(), slots = 1, ...watchers } = options;
  const experiment = squares(meddle);
  const find = () => experiment;
  const folder = await RunFolder.start(store, plan(experiment, {}, {}, BUILD), find);
  return finishInMemory(folder, { ...inProcess(find, 1e9), slots }, {}, { ...watchers, engine: "test" });
}

async function tables(store: Store) {
  return [await store.read("tables/squares.arrow"), await store.read("tables/roots.arrow")];
}

test("the merged tables hold the shards' rows in plan order, and the answer reads them", async () => {
  const { tables, sentences, numbers, made } = await run();
  expect(tables.squares?.getChild("root")?.toArray()).toEqual(
    Int32Array.from({ length: 60 }, (_, row) => row),
  );
  expect(sentences).toEqual(["There are 60."]);
  expect(numbers[0]?.value).toBe(59);
  expect(made).toMatchObject({ shards: 6, reused: 0 });
});

test("the merged bytes do not depend on how many shards work at once or which ends first", async () => {
  const one = memoryStore();
  const four = memoryStore();
  await run({ store: one });
  const meddle: Meddle = ({ id }) =>
    new Promise((resolve) => setTimeout(resolve, 12 - 2 * Number(id.slice(1))));
  await run({ store: four, slots: 4, meddle });
  expect(await tables(four)).toEqual(await tables(one));
});

test("a cancelled run keeps its finished shards, and the next goes on from them to the same bytes", async () => {
  const whole = memoryStore();
  await run({ store: whole });
  for (let stop = 0; stop < 6; stop++) {
    const store = memoryStore();
    const abort = new AbortController();
    const meddle: Meddle = ({ id }) => {
      if (id !== `s${stop}`) return;
      abort.abort("enough");
      throw new AbortedError(id);
    };
    const error = await run({ store, meddle, signal: abort.signal }).catch((error) => error);
    expect(error).toBeInstanceOf(AbortedError);
    expect(error.cause).toBe("enough");
    expect(error.partial.roots.numRows).toBe(10 * stop);
    expect(error.partial.squares.getChild("root").toArray()).toEqual(
      Int32Array.from({ length: 10 * stop }, (_, row) => row),
    );
    const { made } = await run({ store });
    expect(made.reused).toBe(stop);
    expect(await tables(store)).toEqual(await tables(whole));
  }
});

test("a shard that fails three times is recorded, the others are kept, and a later run does that one alone", async () => {
  const store = memoryStore();
  const messages: string[] = [];
  const meddle: Meddle = ({ id }) => {
    if (id === "s2") throw new RangeError("too far");
  };
  const error = await run({ store, meddle, onMessage: (message) => messages.push(message) }).catch(
    (error) => error,
  );
  expect(error).toBeInstanceOf(ShardFailedError);
  expect(error).toMatchObject({ shards: ["s2"], message: "shard s2 failed: too far" });
  expect(messages).toHaveLength(3);
  const recorded = await store.read("failures/s2.json");
  expect(JSON.parse(new TextDecoder().decode(recorded))).toEqual({
    error: { name: "RangeError", message: "too far" },
    attempts: 3,
  });
  expect(await store.read("tables/squares.arrow")).toBeUndefined();

  const { made } = await run({ store });
  expect(made.reused).toBe(5);
  expect(await store.read("failures/s2.json")).toBeUndefined();
});

test("progress counts up to the total, and the estimate comes first", async () => {
  const events: RunProgress[] = [];
  const heard: string[] = [];
  await run({
    onStart: ({ shards, reused, seconds, memory }) => {
      heard.push("start");
      expect({ shards, reused, seconds, memory }).toEqual({ shards: 6, reused: 0, seconds: 6, memory: 100 });
    },
    onProgress: (progress) => {
      heard.push("progress");
      events.push(progress);
    },
  });
  expect(heard[0]).toBe("start");
  expect(events.at(-1)).toMatchObject({
    experiment: "squares",
    unit: "rows",
    done: 60,
    total: 60,
    secondsLeft: 0,
  });
});

test("how a run was made is kept, and damage of it stops nothing", async () => {
  const store = memoryStore();
  const { made } = await run({ store });
  expect(made).toMatchObject({ engine: "test", workers: 1, shards: 6, reused: 0 });
  const folder = await RunFolder.open(store, () => squares());
  expect(await folder.made()).toEqual(made);
  expect((await run({ store })).made).toEqual(made);
  for (const damage of ["", "null", "[]", '{"engine":"x"}', "\ufeff{"]) {
    await store.write("made.json", new TextEncoder().encode(damage));
    expect(await folder.made()).toBeUndefined();
    expect((await folder.answer()).sentences).toEqual(["There are 60."]);
  }
  expect((await run({ store })).made).toMatchObject({ reused: 6 });
});

test("a run goes step by step as it goes at once: start, compute some shards, compute the others, merge, answer", async () => {
  const whole = memoryStore();
  await run({ store: whole });
  const store = memoryStore();
  const experiment = squares();
  const find = () => experiment;
  const record = plan(experiment, {}, {}, BUILD);
  const half = (rest: number) => record.plan.filter((_, place) => place % 2 === rest);
  for (const rest of [1, 0]) {
    const folder = await RunFolder.start(store, record, find);
    expect(await compute(folder, inProcess(find, 1e9), {}, {}, half(rest))).toBe(0);
    expect(await folder.status()).toMatchObject({ shards: 6, done: rest === 1 ? 3 : 6 });
    if (rest === 1)
      await expect(folder.merge()).rejects.toThrow("shards s0, s2 and s4 are not finished: run again");
  }
  const folder = await RunFolder.open(store, find);
  await expect(folder.answer()).rejects.toThrow("its run is not finished: run it again");
  await folder.merge();
  expect((await folder.answer()).sentences).toEqual(["There are 60."]);
  expect(await tables(store)).toEqual(await tables(whole));
});
