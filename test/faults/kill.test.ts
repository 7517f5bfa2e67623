import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SIMD } from "../support/simd.js";

/** How many times the command is killed before it may end. */
const KILLS = Number(process.env.LOSSCAPE_KILLS ?? 4);
const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const RUN = [
  "run",
  "spin-glass-minima",
  "--set",
  "sizes=[20,40]",
  "--set",
  "disorders=6",
  "--set",
  "replicas=100",
];

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "losscape-kill-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

function start(out: string): {
  child: ChildProcess;
  ended: Promise<number | NodeJS.Signals | null>;
  said: () => string;
} {
  const child = spawn(process.execPath, [CLI, ...RUN, "--simd", SIMD, "--out", out, "--workers", "2"]);
  let text = "";
  child.stderr.on("data", (chunk) => {
    text += chunk;
  });
  child.stdout.resume();
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.on("close", (code, signal) => resolve(code ?? signal)),
  );
  return { child, ended, said: () => text };
}

const tables = (out: string) =>
  Promise.all(["minima", "spectra"].map((name) => readFile(join(out, "tables", `${name}.arrow`))));

async function receipts(out: string): Promise<number> {
  const names = await readdir(join(out, "shards")).catch(() => []);
  return names.filter((name) => name.endsWith(".json")).length;
}

test(`killed ${KILLS} times at random instants, a run goes on to the same table bytes`, async () => {
  const whole = join(root, "whole");
  const begin = performance.now();
  const undisturbed = start(whole);
  expect(await undisturbed.ended, undisturbed.said()).toBe(0);
  const length = performance.now() - begin;

  const out = join(root, "killed");
  for (let kills = 0; kills <= KILLS; ) {
    const { child, ended, said } = start(out);
    // The last one may end.
    const timer = kills < KILLS ? setTimeout(() => child.kill("SIGKILL"), length * Math.random()) : undefined;
    const end = await ended;
    clearTimeout(timer);
    if (end === "SIGKILL" || kills === KILLS) kills += 1;
    if (end === "SIGKILL") continue;
    expect(end, said()).toBe(0);
    expect(await tables(out)).toEqual(await tables(whole));
    if (kills <= KILLS) await rm(out, { recursive: true });
  }
});

test.skipIf(process.platform === "win32")(
  "Ctrl-C keeps finished shards, says how to go on, and exits with 130",
  async () => {
    const out = join(root, "interrupted");
    const { child, ended, said } = start(out);
    while ((await receipts(out)) === 0) await sleep(5);
    child.kill("SIGINT");
    expect(await ended, said()).toBe(130);
    const kept = await receipts(out);
    expect(said()).toContain(`kept in ${out}; the same command goes on from there`);
    const again = start(out);
    expect(await again.ended).toBe(0);
    expect(again.said()).toContain(`(${kept} of them finished before)`);
  },
);
