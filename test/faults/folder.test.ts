import { spawnSync } from "node:child_process";
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RunFolderError, RunMismatchError } from "../../ts/base/errors.js";
import { RunFolder } from "../../ts/runs/folder.js";
import type { RunRecord } from "../../ts/runs/identity.js";
import { folderStore } from "../../ts/runs/node/folder.js";
import { BUILD, runInto, scaled, squares } from "../runs/squares.js";

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "losscape-folder-"));
  folder = join(root, "run");
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Runs into the folder. @returns which shards were computed, and what was said */
async function run(config: object = {}, path = folder, build = BUILD) {
  const computed: string[] = [];
  const messages: string[] = [];
  const experiment = squares(({ id }) => void computed.push(id));
  const store = folderStore(path);
  try {
    await runInto(store, experiment, { config, build, onMessage: (message) => messages.push(message) });
  } finally {
    await store.close();
  }
  return { computed, messages };
}

const tables = (path = folder) =>
  Promise.all(["squares", "roots"].map((name) => readFile(join(path, "tables", `${name}.arrow`))));

test("a run leaves run.json, two files and a receipt a shard, the merged tables, and nothing else", async () => {
  await run();
  expect((await readdir(folder)).sort()).toEqual(["made.json", "run.json", "shards", "tables"]);
  expect(await readdir(join(folder, "shards"))).toHaveLength(18);
  expect((await readdir(join(folder, "tables"))).sort()).toEqual([
    "receipt.json",
    "roots.arrow",
    "squares.arrow",
  ]);
  expect(JSON.parse(await readFile(join(folder, "run.json"), "utf8"))).toMatchObject({
    experiment: "squares",
    config: { shards: 6, rows: 10 },
    version: "1.0.0",
    build: { wasm: BUILD.wasm, code: BUILD.code },
  });
});

test("a finished run that is run again computes nothing and leaves the same bytes", async () => {
  await run();
  const before = await tables();
  expect((await run()).computed).toEqual([]);
  expect(await tables()).toEqual(before);
});

const damages: Record<string, (shards: string) => Promise<void>> = {
  "a flipped byte": async (shards) => {
    const file = join(shards, "s3.roots.arrow");
    const bytes = await readFile(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
    await writeFile(file, bytes);
  },
  "a truncated table": (shards) => truncate(join(shards, "s3.squares.arrow"), 64),
  "a missing table": (shards) => rm(join(shards, "s3.roots.arrow")),
  "a truncated receipt": (shards) => truncate(join(shards, "s3.json"), 9),
  "a shard of another run": async (shards) => {
    const other = join(root, "other");
    await run({ rows: 11 }, other);
    for (const name of ["json", "squares.arrow", "roots.arrow"])
      await copyFile(join(other, "shards", `s3.${name}`), join(shards, `s3.${name}`));
  },
  "a receipt of something else": (shards) => writeFile(join(shards, "s3.json"), '{"files":{}}'),
};

test.each(Object.entries(damages))(
  "%s is found, said and computed again to the same bytes",
  async (_, damage) => {
    await run();
    const before = await tables();
    await damage(join(folder, "shards"));
    const { computed, messages } = await run();
    expect(computed).toEqual(["s3"]);
    expect(messages).toEqual([expect.stringMatching(/^shard s3 is damaged \(.*\) and is computed again$/)]);
    expect(await tables()).toEqual(before);
  },
);

test("a missing receipt is an unfinished shard, and nothing is said of it", async () => {
  await run();
  await rm(join(folder, "shards", "s3.json"));
  expect(await run()).toEqual({ computed: ["s3"], messages: [] });
});

test("a folder of another config or build is refused with each difference, and stays as it is", async () => {
  await run();
  const before = await readFile(join(folder, "run.json"));
  await expect(run({ rows: 11 })).rejects.toThrow("rows is 10 there and 11 here");
  await expect(run({}, folder, { ...BUILD, wasm: "cd" })).rejects.toBeInstanceOf(RunMismatchError);
  await expect(run({}, folder, { ...BUILD, code: "cd" })).rejects.toThrow(
    `code is "${BUILD.code}" there and "cd" here`,
  );
  expect(await readFile(join(folder, "run.json"))).toEqual(before);
});

test("a folder of other data is refused with both hashes", async () => {
  const data = (hash: string) => ({ factors: { hash, arrays: { factor: Float64Array.of(2) } } });
  const experiment = scaled(async () => data("aa").factors);
  await runInto(folderStore(folder), experiment, { inputs: data("aa") });
  await expect(runInto(folderStore(folder), experiment, { inputs: data("bb") })).rejects.toThrow(
    'data factors is "aa" there and "bb" here',
  );
});

test("merged tables are read from the disk in parts, and a damaged or missing one is said in one sentence", async () => {
  await run();
  const open = await RunFolder.open(folderStore(folder), () => squares());
  expect((await open.answer()).sentences).toEqual(["There are 60."]);
  const file = join(folder, "tables", "squares.arrow");
  await truncate(file, 700);
  await expect(open.answer()).rejects.toThrow(
    `${folder}: tables/squares.arrow is damaged: merge its shards again (losscape merge ${folder})`,
  );
  await rm(file);
  await expect(open.answer()).rejects.toThrow("its run is not finished: run it again");
  expect((await run()).computed).toEqual([]);
  expect((await open.answer()).sentences).toEqual(["There are 60."]);
});

test("where a bit of a merged table is flipped its file is named, and merging the shards again mends it", async () => {
  await run({ shards: 1, rows: 1 });
  const [whole] = await tables();
  const file = join(folder, "tables", "squares.arrow");
  const open = await RunFolder.open(folderStore(folder), () => squares());
  for (let bit = 0; bit < 8 * (whole as Buffer).length; bit += 61) {
    const damaged = Buffer.from(whole as Buffer);
    damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
    await writeFile(file, damaged);
    for (const read of ["tables", "arrowTables", "answer"] as const) {
      const error = await open[read]().catch((error: unknown) => error as Error);
      expect(error).toBeInstanceOf(RunFolderError);
      expect((error as Error).message).toContain("tables/squares.arrow is damaged: merge its shards again");
    }
  }
  await open.merge();
  expect(await readFile(file)).toEqual(whole);
  expect((await open.answer()).sentences).toEqual(["There are 1."]);
});

test.each([undefined, "", "{", "[]", '{"run":"another","tables":{}}'])(
  "merged tables of which the receipt is %j are not read, and merging them again writes it",
  async (text) => {
    await run();
    const receipt = join(folder, "tables", "receipt.json");
    const before = await readFile(receipt);
    await (text === undefined ? rm(receipt) : writeFile(receipt, text));
    const open = await RunFolder.open(folderStore(folder), () => squares());
    await expect(open.tables()).rejects.toThrow(
      `tables/receipt.json does not say what its tables hold: merge its shards again (losscape merge ${folder})`,
    );
    await open.merge();
    expect(await readFile(receipt)).toEqual(before);
    expect((await open.answer()).sentences).toEqual(["There are 60."]);
  },
);

test("a folder that is not empty and holds no run is refused, and nothing is written", async () => {
  await mkdir(folder);
  await writeFile(join(folder, "thesis.tex"), "");
  await expect(run()).rejects.toThrow("is not empty and holds no run");
  expect(await readdir(folder)).toEqual(["thesis.tex"]);
});

test("a run that another process begins while this one looks at the folder is gone on with", async () => {
  const store = folderStore(folder);
  const computed: string[] = [];
  const late = {
    ...store,
    async isEmpty() {
      await run();
      return store.isEmpty();
    },
  };
  await runInto(
    late,
    squares(({ id }) => void computed.push(id)),
  );
  expect(computed).toEqual([]);
});

test("a damaged run.json is refused in one sentence", async () => {
  await run();
  await truncate(join(folder, "run.json"), 20);
  await expect(run()).rejects.toThrow("its run.json is damaged");
});

test.each(["", "{", "null", "[]", '{"workers":"two"}'])(
  "made.json of %j stops neither a run nor what reads it, and is written anew",
  async (text) => {
    await run();
    const before = await tables();
    const made = join(folder, "made.json");
    await writeFile(made, text);
    const open = await RunFolder.open(folderStore(folder), () => squares());
    expect(await open.made()).toBeUndefined();
    await run();
    expect(await tables()).toEqual(before);
    expect(JSON.parse(await readFile(made, "utf8"))).toMatchObject({ shards: 6 });
  },
);

test("made.json that is a folder is named, and the run ends", async () => {
  await run();
  const made = join(folder, "made.json");
  await rm(made);
  await mkdir(made);
  const { messages } = await run();
  expect(messages).toEqual([expect.stringMatching(/cannot write made\.json: it is a folder$/)]);
});

test.each(["", "{", "{}", "null", '{"error":null}', '{"error":{},"attempts":"x"}'])(
  "a record of a failure of %j does not stop the status",
  async (text) => {
    await run();
    await mkdir(join(folder, "failures"));
    await writeFile(join(folder, "failures", "s3.json"), text);
    const open = await RunFolder.open(folderStore(folder), () => squares());
    const { failed } = await open.status();
    expect(failed).toEqual([{ shard: "s3", attempts: 0, reason: "failures/s3.json does not say why" }]);
  },
);

type Written = { -readonly [K in keyof RunRecord]: RunRecord[K] } & { sha256?: string };
const alterations: Record<string, (record: Written) => void> = {
  "an empty plan": (record) => {
    record.plan = [];
  },
  "a plan that is none": (record) => {
    record.plan = [null] as unknown as Written["plan"];
  },
  "a shard that lies elsewhere": (record) => {
    Object.assign(record.plan[0] as object, { id: "../../shard" });
  },
  "a shard of other work": (record) => {
    Object.assign(record.plan[0] as object, { part: { first: 1 } });
  },
  "another config": (record) => {
    Object.assign(record.config, { rows: 11 });
  },
  "another version": (record) => {
    record.version = "9.9.9";
  },
  "no experiment": (record) => {
    Object.assign(record, { experiment: undefined });
  },
};

test.each(Object.entries(alterations))(
  "a run.json of %s is refused in one sentence, wherever the folder is opened",
  async (_, alter) => {
    await run();
    const file = join(folder, "run.json");
    const record = JSON.parse(await readFile(file, "utf8")) as Written;
    alter(record);
    await writeFile(file, JSON.stringify(record));
    const said = "its run.json is damaged: use another folder, or remove this one";
    await expect(RunFolder.open(folderStore(folder), () => squares())).rejects.toThrow(said);
    await expect(run()).rejects.toThrow(said);
  },
);

test("a run.json may be laid out anew, and one of an earlier version, which has no hash, is refused by that reason", async () => {
  await run();
  const file = join(folder, "run.json");
  const { sha256, ...record } = JSON.parse(await readFile(file, "utf8")) as Written;
  await writeFile(file, JSON.stringify({ sha256, ...record }));
  const open = await RunFolder.open(folderStore(folder), () => squares());
  expect(open.record).toEqual(record);
  await writeFile(file, JSON.stringify(record));
  const error = await RunFolder.open(folderStore(folder)).catch((error) => error);
  expect(error).toBeInstanceOf(RunFolderError);
  expect(error.message).toContain("its run.json has no hash of itself: an earlier version wrote it");
});

test.skipIf(process.platform === "win32").each([
  ["is a file", "file"],
  ["lies below a file", "file/run"],
  ["lies where no folder can be made", "/proc/losscape/run"],
])("a path that %s is refused in one sentence", async (_, path) => {
  await writeFile(join(root, "file"), "");
  const error = await run({}, resolve(root, path)).catch((error) => error);
  expect(error).toBeInstanceOf(RunFolderError);
  expect(error.message).toMatch(/^[^\n]*: cannot [^\n]*$/);
});

test("what a killed process left half-written is cleared away; a living one's and another host's, however old, are not", async () => {
  const here = hostname().replace(/[^A-Za-z0-9-]/g, "-");
  const dead = spawnSync(process.execPath, ["-e", ""]).pid;
  const leftover = (host: string, pid: number) =>
    `.run.json.${host}.${pid}.00000000-0000-4000-8000-000000000000.tmp`;
  await mkdir(folder);
  const kept = [leftover(here, process.pid), leftover("elsewhere", dead)];
  for (const name of [leftover(here, dead), ...kept]) {
    await writeFile(join(folder, name), "{");
    await utimes(join(folder, name), 0, 0);
  }
  await run();
  const names = await readdir(folder);
  expect(names).not.toContain(leftover(here, dead));
  expect(names).toEqual(expect.arrayContaining(kept));
});

test("two runs into one folder at the same time end with the same tables", async () => {
  await run({}, join(root, "alone"));
  await Promise.all([run(), run()]);
  expect(await tables()).toEqual(await tables(join(root, "alone")));
});
