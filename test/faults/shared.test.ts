import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { finish, firstReceipt, GLASSES, start, tablesOf } from "../support/runs.js";

let root: string;
let whole: Buffer[];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "losscape-shared-"));
  await finish(GLASSES, join(root, "whole"));
  whole = await tablesOf(GLASSES, join(root, "whole"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test("two processes at once in one folder end well, both, in the bytes of one", async () => {
  const out = join(root, "both");
  await Promise.all([finish(GLASSES, out), finish(GLASSES, out)]);
  expect(await tablesOf(GLASSES, out)).toEqual(whole);
  expect((await readdir(out)).sort()).toEqual(["made.json", "report.html", "run.json", "shards", "tables"]);
});

test.skipIf(process.platform === "win32")(
  "a run folder that is copied while it is computed goes on in the copy, to the same bytes",
  async () => {
    const [out, copy] = [join(root, "original"), join(root, "copy")];
    const { ended, said } = start(GLASSES, out);
    await firstReceipt(out);
    // What vanishes between listing and copying is an error of cp, and none of the copy.
    await new Promise((resolve) => execFile("cp", ["-a", out, copy], resolve));
    expect(await ended, said()).toBe(0);
    expect(await finish(GLASSES, copy)).toMatch(/of them finished before/);
    expect(await tablesOf(GLASSES, copy)).toEqual(whole);
    expect(await tablesOf(GLASSES, out)).toEqual(whole);
  },
);

test("a clock that jumps by days changes nothing", async () => {
  const out = join(root, "clock");
  const clock = new URL("jumping-clock.mjs", import.meta.url).href;
  const said = await finish(GLASSES, out, { node: [process.execPath, "--import", clock] });
  expect(said).not.toMatch(/-\d+ s|NaN|Infinity/);
  expect(await tablesOf(GLASSES, out)).toEqual(whole);
});
