import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Started, started } from "../support/commands.js";
import { CLI, finish, firstReceipt, GLASSES, start, tablesOf, undisturbed } from "../support/runs.js";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "losscape-shared-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const merge = (out: string): Started => started(process.execPath, [CLI, "merge", out]);

/** The folder holds the tables of one run, and nothing that a run does not leave. */
async function isOfOneRun(out: string, ...made: string[]): Promise<void> {
  expect(await tablesOf(GLASSES, out)).toEqual(await undisturbed(GLASSES));
  const names = ["report.html", "run.json", "shards", "tables"];
  expect((await readdir(out)).sort()).toEqual([...made, ...names].sort());
}

test("two runs at once in one folder end well, both, in the bytes of one", async () => {
  const out = join(root, "both");
  await Promise.all([finish(GLASSES, out), finish(GLASSES, out)]);
  await isOfOneRun(out, "made.json");
});

test("parts of which one is computed twice at once merge to the bytes of one run", async () => {
  const out = join(root, "parts");
  const parts = ["1/2", "2/2", "2/2"].map((part) =>
    finish(GLASSES, out, { workers: 1, more: ["--shard", part] }),
  );
  await Promise.all(parts);
  const { ended, said } = merge(out);
  expect(await ended, said()).toBe(0);
  await isOfOneRun(out);
});

test("a merge beside a run names what is missing until nothing is, and leaves the bytes that the run leaves", async () => {
  const out = join(root, "merged");
  const running = start(GLASSES, out);
  await firstReceipt(out);
  let missing = 0;
  for (let code: unknown; code !== 0; ) {
    const merging = merge(out);
    code = await merging.ended;
    if (code === 0) break;
    expect(code, merging.said()).toBe(1);
    expect(merging.said()).toMatch(/^losscape: .*: shards? n\d+-draw\d.* not finished: run again\n$/);
    missing += 1;
  }
  expect(missing).toBeGreaterThan(0);
  expect(await running.ended, running.said()).toBe(0);
  await isOfOneRun(out, "made.json");
});

test.skipIf(process.platform === "win32")(
  "a run folder that cp copies while it is computed goes on in the copy, to the same bytes",
  async () => {
    const [out, copy] = [join(root, "original"), join(root, "copy")];
    const running = start(GLASSES, out);
    await firstReceipt(out);
    // A file that is gone between listing and copying makes cp complain, and is none that the copy needs.
    await new Promise((resolve) => execFile("cp", ["-r", out, copy], resolve));
    const said = await finish(GLASSES, copy);
    expect(said).toMatch(/of them finished before/);
    expect(await tablesOf(GLASSES, copy)).toEqual(await undisturbed(GLASSES));
    expect(await running.ended, running.said()).toBe(0);
    await isOfOneRun(out, "made.json");
  },
);
