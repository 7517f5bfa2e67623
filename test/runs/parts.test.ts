import fc from "fast-check";
import { expect, test } from "vitest";
import { RunMismatchError } from "../../ts/base/errors.js";
import { compute } from "../../ts/runs/compute.js";
import { inProcess } from "../../ts/runs/executors/in-process.js";
import { RunFolder } from "../../ts/runs/folder.js";
import { partOf, partsOf } from "../../ts/runs/part.js";
import { plan } from "../../ts/runs/plan.js";
import { memoryStore, type Store } from "../../ts/runs/store.js";
import { sampleOf, verify } from "../../ts/runs/verify.js";
import { BUILD, type Meddle, runInto, shard, squares } from "./squares.js";

const find = () => squares();
const RECORD = plan(squares(), {}, {}, BUILD);
const TABLES = ["tables/squares.arrow", "tables/roots.arrow"];
const tablesIn = (store: Store) => Promise.all(TABLES.map((name) => store.read(name)));

async function whole(): Promise<Store> {
  const store = memoryStore();
  await runInto(store, squares());
  return store;
}

/** A store with some parts of five. */
async function parts(store: Store, ...indices: number[]): Promise<RunFolder> {
  const folder = await RunFolder.start(store, RECORD, find);
  for (const index of indices)
    await compute(folder, inProcess(find, 1e9), {}, {}, partOf(RECORD.plan, { index, count: 5 }));
  return folder;
}

test("every shard is in one part, parts are stretches of the plan, and none has more than its share and a shard", () => {
  const plans = fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(plans, fc.integer({ min: 1, max: 80 }), (costs, count) => {
      const plan = costs.map((cost, place) => shard(`s${place}`, { cost }));
      const parts = Array.from({ length: count }, (_, index) => partOf(plan, { index: index + 1, count }));
      expect(parts).toEqual(partsOf(plan, count));
      expect(parts.flat()).toEqual(plan);
      const total = costs.reduce((sum, cost) => sum + cost, 0);
      for (const part of parts)
        expect(part.reduce((sum, { cost }) => sum + cost, 0)).toBeLessThanOrEqual(
          (total / count + Math.max(...costs)) * (1 + 1e-12),
        );
    }),
  );
});

test.each([[[1, 2, 3, 4, 5]], [[5, 4, 3, 2, 1]], [[3, 1, 5, 2, 4]]])(
  "parts %j of five in one folder merge to the bytes of one run",
  async (order) => {
    const store = memoryStore();
    await (await parts(store, ...order)).merge();
    expect(await tablesIn(store)).toEqual(await tablesIn(await whole()));
  },
);

test("parts in folders of their own are joined to the bytes of one run, and a second joining takes nothing", async () => {
  const store = memoryStore();
  const folder = await RunFolder.start(store, RECORD, find);
  const others = [
    await parts(memoryStore(), 4, 2),
    await parts(memoryStore(), 1, 2),
    await parts(memoryStore(), 5, 3),
  ];
  for (const other of others) await folder.adopt(other);
  await folder.merge();
  expect(await tablesIn(store)).toEqual(await tablesIn(await whole()));
  for (const other of others) expect(await folder.adopt(other)).toBe(0);
});

test("missing shards are named, and nothing is merged", async () => {
  const store = memoryStore();
  const folder = await parts(store, 1, 2, 4, 5);
  await expect(folder.merge()).rejects.toThrow(/^memory: shards? s2.* not finished: run again$/);
  expect(await tablesIn(store)).toEqual([undefined, undefined]);
});

test("a folder of another run is not joined, with the difference", async () => {
  const folder = await parts(memoryStore(), 1);
  const other = await RunFolder.start(memoryStore(), plan(squares(), { rows: 11 }, {}, BUILD), find);
  await expect(folder.adopt(other)).rejects.toBeInstanceOf(RunMismatchError);
  await expect(folder.adopt(other)).rejects.toThrow("rows is 11 there and 10 here");
});

test("a damaged shard is not joined, is said, and is taken from the folder that has it whole", async () => {
  const store = memoryStore();
  const folder = await RunFolder.start(store, RECORD, find);
  const damaged = memoryStore();
  const half = await parts(damaged, 1, 2, 3, 4, 5);
  await damaged.write("shards/s3.roots.arrow", Uint8Array.of(1, 2, 3));
  const said: string[] = [];
  expect(await folder.adopt(half, (message) => said.push(message))).toBe(5);
  expect(said).toEqual([
    "shard s3 in memory is damaged (its table roots does not have the hash of its receipt)",
  ]);
  await expect(folder.merge()).rejects.toThrow("shard s3 is not finished");
  expect(await folder.adopt(await parts(memoryStore(), 3, 4))).toBe(1);
  await folder.merge();
  expect(await tablesIn(store)).toEqual(await tablesIn(await whole()));
});

const verified = async (folder: RunFolder, meddle?: Meddle) =>
  verify(
    folder,
    inProcess(() => squares(meddle), 1e9),
    {},
    {},
    RECORD.plan,
  );

test("a run that is computed again is the same in every byte", async () => {
  const folder = await RunFolder.open(await whole(), find);
  expect(await verified(folder)).toEqual([]);
  expect(await folder.staleTable()).toBeUndefined();
});

test("the first difference is named by table, row and column", async () => {
  const folder = await RunFolder.open(await whole(), find);
  const other = squares();
  const run: typeof other.run = async (...task) => {
    const made = await other.run(...task);
    const square = (made.squares as { square: Float64Array }).square;
    if (task[1].id === "s4") square[7] = 0.5;
    return made;
  };
  const executor = inProcess(() => ({ ...other, run }), 1e9);
  expect(await verify(folder, executor, {}, {}, RECORD.plan)).toEqual([
    { shard: "s4", difference: "squares, row 7, square: 2209 there and 0.5 here" },
  ]);
});

test("damaged files, files of another shard and a stale merged table are differences, and nothing is written", async () => {
  const store = await whole();
  const folder = await RunFolder.open(store, find);
  await store.write("shards/s1.roots.arrow", Uint8Array.of(1));
  for (const name of ["json", "roots.arrow", "squares.arrow"])
    await store.write(`shards/s2.${name}`, (await store.read(`shards/s0.${name}`)) as Uint8Array);
  expect(await verified(folder)).toEqual([
    { shard: "s1", difference: "it is damaged (its table roots does not have the hash of its receipt)" },
    { shard: "s2", difference: "it is damaged (its receipt is that of shard s0)" },
  ]);
  expect(await store.read("shards/s1.roots.arrow")).toEqual(Uint8Array.of(1));
  const other = await whole();
  await other.write("tables/roots.arrow", (await other.read("tables/squares.arrow")) as Uint8Array);
  expect(await (await RunFolder.open(other, find)).staleTable()).toBe("roots");
});

test("a sample is of the share that is asked for, in order, the same for the same seed and another for another", () => {
  const shards = Array.from({ length: 300 }, (_, place) => shard(`s${place}`));
  const sample = sampleOf(shards, 0.1, 1n);
  expect(sample).toHaveLength(30);
  expect(shards.filter((each) => sample.includes(each))).toEqual(sample);
  expect(sampleOf(shards, 0.1, 1n)).toEqual(sample);
  expect(sampleOf(shards, 0.1, 2n)).not.toEqual(sample);
  expect(sampleOf(shards, 1e-9, 1n)).toHaveLength(1);
  expect(sampleOf(shards, 1, 1n)).toEqual(shards);
  expect(sampleOf([], 1, 1n)).toEqual([]);
});
