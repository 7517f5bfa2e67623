import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { started } from "../support/commands.js";
import { CLI } from "../support/runs.js";
import { SIMD } from "../support/simd.js";

/** How many times it is killed; each begins a process that reads all tables again and draws the report. */
const KILLS = Math.ceil(Number(process.env.LOSSCAPE_KILLS ?? 4) / 10);
const PAPER = new URL("small-paper.mjs", import.meta.url).href;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "losscape-reproduction-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const reproduce = (out: string) =>
  started(process.execPath, [
    "--import",
    PAPER,
    CLI,
    "reproduce",
    "--simd",
    SIMD,
    "--workers",
    "2",
    "--out",
    out,
  ]);

/** The claims and every table, by name. */
async function results(out: string): Promise<Record<string, Buffer>> {
  const names = await readdir(out, { recursive: true });
  const files = names.filter((name) => /^claims\.|\btables\b.*\.arrow$/.test(name)).sort();
  return Object.fromEntries(
    await Promise.all(files.map(async (name) => [name, await readFile(join(out, name))] as const)),
  );
}

test(`killed ${KILLS} times at random instants, a reproduction goes on to the same bytes of every table and of its claims`, {
  timeout: 120_000 + 30_000 * KILLS,
}, async () => {
  const [whole, out] = [join(root, "whole"), join(root, "killed")];
  const begin = performance.now();
  const undisturbed = reproduce(whole);
  expect(await undisturbed.ended, undisturbed.said()).toBe(0);
  const length = performance.now() - begin;
  const expected = await results(whole);
  expect(Object.keys(expected)).toEqual(
    expect.arrayContaining([
      "claims.arrow",
      "claims.json",
      join("network-index", "tables", "networks.arrow"),
    ]),
  );
  for (let kills = 0; kills < KILLS; ) {
    const { kill, ended, said } = reproduce(out);
    const timer = setTimeout(() => kill("SIGKILL"), length * Math.random());
    const end = await ended;
    clearTimeout(timer);
    if (end === "SIGKILL") kills += 1;
    else {
      expect(end, said()).toBe(0);
      expect(await results(out)).toEqual(expected);
      await rm(out, { recursive: true });
    }
  }
  const { ended, said } = reproduce(out);
  expect(await ended, said()).toBe(0);
  expect(await results(out)).toEqual(expected);
});
