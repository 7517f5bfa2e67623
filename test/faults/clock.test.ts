import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { finish, GLASSES, tablesOf, undisturbed } from "../support/runs.js";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "losscape-clock-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test("a clock that jumps by days changes nothing", async () => {
  const out = join(root, "clock");
  const clock = new URL("jumping-clock.mjs", import.meta.url).href;
  const said = await finish(GLASSES, out, { node: [process.execPath, "--import", clock] });
  expect(said).not.toMatch(/-\d+ s|NaN|Infinity/);
  expect(await tablesOf(GLASSES, out)).toEqual(await undisturbed(GLASSES));
});
