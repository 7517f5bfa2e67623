import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { joined } from "../../ts/base/chunks.js";
import { folderStore } from "../../ts/runs/node/folder.js";
import type { Store } from "../../ts/runs/store.js";
import { runInto, squares } from "../runs/squares.js";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "losscape-copied-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Runs into a folder. @returns the shards that were computed, and what was said */
async function run(store: Store) {
  const computed: string[] = [];
  const messages: string[] = [];
  const experiment = squares(({ id }) => void computed.push(id));
  await runInto(store, experiment, { config: { shards: 2 }, onMessage: (text) => messages.push(text) });
  await store.close();
  return { computed, messages };
}

const tables = (path: string) =>
  Promise.all(["squares", "roots"].map((name) => readFile(join(path, "tables", `${name}.arrow`))));

test("a run folder that is copied amid any of its writes goes on in the copy, to the same bytes, while the original's process lives", async () => {
  const original = join(root, "original");
  const store = folderStore(original);
  const copies: string[] = [];
  const copy = async () => {
    const path = join(root, `copy${copies.length}`);
    copies.push(path);
    for (;;) {
      try {
        return await cp(original, path, { recursive: true });
      } catch (error) {
        // The claim of who computes is written anew meanwhile: its temporary file was listed, and is gone.
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
        await rm(path, { recursive: true, force: true });
      }
    }
  };
  await run({
    ...store,
    async write(name, content) {
      const whole = ArrayBuffer.isView(content) ? content : await joined(content);
      await store.write(
        name,
        (async function* () {
          yield whole.subarray(0, whole.length >> 1);
          await copy();
          yield whole.subarray(whole.length >> 1);
        })(),
      );
    },
  });
  // run.json, three files of each shard, two tables and their receipt, made.json.
  expect(copies).toHaveLength(11);
  for (const [place, path] of copies.entries()) {
    const { computed, messages } = await run(folderStore(path));
    expect({ place, messages }).toEqual({ place, messages: [] });
    if (place > 6) expect(computed).toEqual([]);
    expect(await tables(path)).toEqual(await tables(original));
    const names = (await readdir(path)).filter((name) => !name.startsWith("."));
    expect(names.sort()).toEqual(["made.json", "run.json", "shards", "tables"]);
  }
});
