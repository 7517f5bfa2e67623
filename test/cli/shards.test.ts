import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { provideHost } from "../../ts/runs/host.js";
import { folderStore } from "../../ts/runs/node/folder.js";
import { losscape as runCommand } from "../support/cli.js";
import { startCore } from "../support/core.js";
import { GLASSES, tablesOf } from "../support/runs.js";

let root: string;
let folder: string;
let whole: string;
const losscape = (...argv: string[]) => runCommand(argv);
const NAMED = ["spin-glass-minima", "--set", "sizes=5,6,7", "--set", "disorders=3", "--set", "replicas=3"];
const part = (index: number, out = folder) =>
  losscape("run", ...NAMED, "--shard", `${index}/5`, "--out", out);
const tablesIn = (path: string) => tablesOf(GLASSES, path);

beforeAll(async () => {
  provideHost({ engine: "test", cores: 1, memory: 2e9, openFolder: folderStore });
  await startCore();
  root = await mkdtemp(join(tmpdir(), "losscape-shards-"));
  whole = join(root, "whole");
  expect(await losscape("run", ...NAMED, "--out", whole)).toMatchObject({ code: 0 });
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, "run-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test.each([[[3, 1, 5, 2, 4]], [[5, 4, 3, 2, 1]]])(
  "run --shard I/5 in the order %j and merge leave the table bytes and the answer of one run",
  async (order) => {
    for (const index of order) {
      const { code, out, err } = await part(index);
      expect(code, err).toBe(0);
      expect(out).toMatch(
        index === order.at(-1)
          ? /^part \d of 5 is done: \d shards?, with the other parts 9 of 9; losscape merge .* makes the tables\n$/
          : /^part \d of 5 is done: \d shards?, with the other parts \d of 9\n$/,
      );
    }
    expect(await readdir(folder)).toEqual(["run.json", "shards"]);
    const merged = await losscape("merge", folder);
    expect(merged.code, merged.err).toBe(0);
    expect(await tablesIn(folder)).toEqual(await tablesIn(whole));
    const again = await losscape("run", ...NAMED, "--out", whole);
    expect(merged.out).toBe(again.out);
  },
);

test("merge names the shards that are missing, writes no table and exits 1; status counts them", async () => {
  for (const index of [1, 2, 4, 5]) await part(index);
  const { code, out, err } = await losscape("merge", folder);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(/^losscape: .*: shards? n6-draw\d.* not finished: run again\n$/);
  expect(await readdir(folder)).toEqual(["run.json", "shards"]);
  expect((await losscape("status", folder)).out).toMatch(/[78] of 9 shards done, 0 running, 0 failed/);
});

test("merge joins folders of parts into a folder of its own, or into the first", async () => {
  const folders = [1, 2, 3].map((place) => join(folder, `from${place}`)) as [string, string, string];
  for (const index of [1, 2, 3, 4, 5]) await part(index, folders[index % 3] as string);
  const out = join(folder, "joined");
  expect(await losscape("merge", ...folders, "--out", out)).toMatchObject({ code: 0 });
  expect(await losscape("merge", ...folders, "-q")).toMatchObject({ code: 0, err: "" });
  for (const path of [out, folders[0]]) expect(await tablesIn(path)).toEqual(await tablesIn(whole));
  expect(await readdir(folders[1])).toEqual(["run.json", "shards"]);
});

test.each(["0/5", "6/5", "1", "a/b", "1/0", "-1/5"])(
  "--shard %s exits 2 and writes nothing",
  async (text) => {
    const out = join(folder, "none");
    const { code, err } = await losscape("run", ...NAMED, `--shard=${text}`, "--out", out);
    expect(code).toBe(2);
    expect(err).toBe(`losscape: --shard: got "${text}", expected I/N, two whole numbers with 1 ≤ I ≤ N\n`);
    expect(await readdir(folder)).toEqual([]);
  },
);

test("verify computes shards again, all or a sample, and finds the same bytes", async () => {
  expect(await losscape("verify", whole)).toMatchObject({
    code: 0,
    out: `${whole}: 9 of 9 shards computed again, of 9, have the same bytes\n`,
  });
  expect((await losscape("verify", whole, "--sample", "1%", "-q")).out).toContain(
    "1 of 1 shard computed again, of 9",
  );
  expect(JSON.parse((await losscape("verify", whole, "--sample=40%", "--json")).out)).toEqual([
    { folder: whole, shards: 9, unfinished: 0, compared: 4, differing: [] },
  ]);
});

test.each(["0%", "101%", "1", "%", "x"])("verify --sample %s exits 2", async (share) => {
  const { code, err } = await losscape("verify", whole, "--sample", share);
  expect(code).toBe(2);
  expect(err).toBe(
    `losscape: --sample: got "${share}", expected a percentage above 0 and at most 100, as 1%\n`,
  );
});

test("verify of a damaged shard and of an unfinished run says so", async () => {
  for (const index of [1, 2, 3, 4, 5]) await part(index);
  await truncate(join(folder, "shards", "n5-draw1.minima.arrow"), 300);
  await rm(join(folder, "shards", "n7-draw2.json"));
  const { code, out } = await losscape("verify", folder);
  expect(code).toBe(1);
  expect(out).toBe(
    `${folder}: 7 of 8 shards computed again, of 9, have the same bytes; 1 not finished\n` +
      "  shard n5-draw1 differs: it is damaged (its table minima does not have the hash of its receipt)\n",
  );
});

test("plan says time, memory, disk and shards, and writes nothing", async () => {
  const out = join(folder, "none");
  const { code, out: text } = await losscape("plan", ...NAMED, "--out", out);
  expect(code).toBe(0);
  expect(text).toMatch(
    /^spin-glass-minima: 9 shards, 1 s of one core; the longest 1 s\n1 worker: about 1 s, up to \d+ MB of memory\ndisk: about [\d.]+ MB\n$/,
  );
  expect(JSON.parse((await losscape("plan", ...NAMED, "--json", "--workers", "4")).out)).toMatchObject({
    experiment: "spin-glass-minima",
    shards: 9,
    workers: 4,
    config: { sizes: [5, 6, 7] },
  });
  expect(await readdir(folder)).toEqual([]);
});

test("plan of the whole reproduction says what each study takes, and what machines take for all and are bound by", async () => {
  const { code, out, err } = await losscape("plan", "reproduce", "--workers", "2");
  expect(code, err).toBe(0);
  expect(out).toMatch(
    /^experiment +shards +on one core +longest shard +memory +disk\nspin-glass-minima +\d+ /,
  );
  expect(out).toMatch(
    /\nmachines +workers of each .*\n +1 +2 .* computing\n +10 +2 .*\n +1000 +2 .* the longest shard\n$/,
  );
  const { runs, machines } = JSON.parse(
    (await losscape("plan", "reproduce", "--machines", "3,4", "--json")).out,
  );
  expect(runs.map(({ experiment }: { experiment: string }) => experiment)).toContain("network-index");
  expect(machines).toMatchObject([{ machines: 3 }, { machines: 4 }]);
});

test.each([
  ["quick", 180],
  ["standard", 3600],
])("the %s reproduction is planned to take less than %d s of two cores", async (level, seconds) => {
  const { out } = await losscape(
    "plan",
    "reproduce",
    `--${level}`,
    "--workers",
    "2",
    "--machines",
    "1",
    "--json",
  );
  const { machines } = JSON.parse(out);
  expect(machines[0].computing + machines[0].merging).toBeLessThan(seconds);
});

test("plan by measured costs has those of the receipts, and says by how much they differ", async () => {
  const args = ["plan", ...NAMED, "--machines", "1", "--json"];
  const { coreSeconds, ratios } = JSON.parse((await losscape(...args, "--measured", whole)).out);
  const receipts = await readdir(join(whole, "shards"));
  const seconds = await Promise.all(
    receipts
      .filter((name) => name.endsWith(".json"))
      .map(async (name) => JSON.parse(await readFile(join(whole, "shards", name), "utf8")).seconds as number),
  );
  const took = seconds.reduce((sum, each) => sum + each, 0);
  expect(coreSeconds).toBeCloseTo(took, 9);
  expect(ratios["spin-glass-minima"]).toBeCloseTo(
    took / JSON.parse((await losscape(...args)).out).coreSeconds,
    9,
  );
});

test("measured costs of several runs of one experiment are those of all their shards", async () => {
  for (const [run, seconds] of [
    ["a", 1],
    ["b", 3],
  ] as const) {
    await cp(whole, join(folder, run), { recursive: true });
    const shards = join(folder, run, "shards");
    for (const name of (await readdir(shards)).filter((name) => name.endsWith(".json"))) {
      const receipt = JSON.parse(await readFile(join(shards, name), "utf8"));
      await writeFile(join(shards, name), JSON.stringify({ ...receipt, seconds }));
    }
  }
  const { out } = await losscape("plan", ...NAMED, "--measured", folder, "--json");
  expect(JSON.parse(out).coreSeconds).toBeCloseTo(9 * 2, 9);
});

test.each([
  [["reproduce", "--set", "sizes=5"], "--set is of a plan of an experiment, not of reproduce"],
  [["spin-glass-minima", "--full"], "--full is of a plan of reproduce, not of spin-glass-minima"],
  [["reproduce", "--quick", "--full"], "--quick and --full exclude each other"],
  [["reproduce", "--machines", "0"], '--machines: got "0", expected whole numbers from 1 to 100000'],
  [["spin-glass-minima", "--emit", "make", "--machines", "2"], "--emit and --machines exclude each other"],
])("plan %j exits 2", async (argv, sentence) => {
  const { code, err } = await losscape("plan", ...argv);
  expect(err).toContain(`losscape: ${sentence}`);
  expect(code).toBe(2);
});

test("the disk that plan says is that of the run, within a quarter", async () => {
  const named = ["spin-glass-minima", "--set", "sizes=20", "--set", "disorders=1", "--set", "replicas=500"];
  const { disk } = JSON.parse((await losscape("plan", ...named, "--json")).out);
  await losscape("run", ...named, "--out", folder);
  const sizes = ["shards", "tables"].map(async (name) => {
    const files = (await readdir(join(folder, name))).filter((file) => file.endsWith(".arrow"));
    return Promise.all(files.map(async (file) => (await readFile(join(folder, name, file))).length));
  });
  const used = (await Promise.all(sizes)).flat().reduce((sum, size) => sum + size, 0);
  expect(disk / used).toBeGreaterThan(0.8);
  expect(disk / used).toBeLessThan(1.25);
});
