import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, type TestContext, test } from "vitest";
import { currentNode, need } from "../support/optional.js";
import { SIMD } from "../support/simd.js";

/** How many times the command is killed before it may end. */
const KILLS = Number(process.env.LOSSCAPE_KILLS ?? 4);
const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

interface Run {
  readonly experiment: string;
  readonly set: readonly string[];
  readonly tables: readonly string[];
}

const GLASSES: Run = {
  experiment: "spin-glass-minima",
  set: ["sizes=[20,40]", "disorders=6", "replicas=100"],
  tables: ["minima", "spectra"],
};
const NETWORKS: Run = {
  experiment: "network-losses",
  set: ["trainSamples=3000", "testSamples=500", "hidden=[5,10,15,20,25]", "replicas=40", "epochs=5"],
  tables: ["networks"],
};

/** Where a run is computed. */
interface Place {
  readonly node: string;
  readonly workers: number;
}
const HERE: Place = { node: process.execPath, workers: 2 };

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "losscape-kill-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

function start(
  { experiment, set }: Run,
  out: string,
  { node, workers }: Place = HERE,
): {
  child: ChildProcess;
  ended: Promise<number | NodeJS.Signals | null>;
  said: () => string;
} {
  const child = spawn(node, [
    ...[CLI, "run", experiment, ...set.flatMap((key) => ["--set", key])],
    ...["--simd", SIMD, "--out", out, "--workers", String(workers)],
  ]);
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

const tables = (run: Run, out: string) =>
  Promise.all(run.tables.map((name) => readFile(join(out, "tables", `${name}.arrow`))));

async function receipts(out: string): Promise<number> {
  const names = await readdir(join(out, "shards")).catch(() => []);
  return names.filter((name) => name.endsWith(".json")).length;
}

/** Runs to the end once. @returns how long that takes, in milliseconds */
async function undisturbed(run: Run, out: string): Promise<number> {
  const begin = performance.now();
  const { ended, said } = start(run, out);
  expect(await ended, said()).toBe(0);
  return performance.now() - begin;
}

/** Kills a run so often, at random instants, and then lets it end; whenever it does, its tables are those of `whole`. */
async function killed(
  run: Run,
  {
    out,
    whole,
    length,
    kills: wanted,
    place,
  }: { out: string; whole: string; length: number; kills: number; place: Place },
) {
  for (let kills = 0; kills <= wanted; ) {
    const { child, ended, said } = start(run, out, place);
    // The last one may end.
    const timer =
      kills < wanted ? setTimeout(() => child.kill("SIGKILL"), length * Math.random()) : undefined;
    const end = await ended;
    clearTimeout(timer);
    if (end === "SIGKILL" || kills === wanted) kills += 1;
    if (end === "SIGKILL") continue;
    expect(end, said()).toBe(0);
    expect(await tables(run, out)).toEqual(await tables(run, whole));
    if (kills <= wanted) await rm(out, { recursive: true });
  }
}

test(`killed ${KILLS} times at random instants, a run goes on to the same table bytes`, async () => {
  const whole = join(root, "whole");
  const length = await undisturbed(GLASSES, whole);
  await killed(GLASSES, { out: join(root, "killed"), whole, length, kills: KILLS, place: HERE });
});

const nodes: [string, (context: TestContext) => string][] = [
  ["this Node", () => process.execPath],
  ["a current Node", (context) => need(context, currentNode())],
];

test.for(nodes)(
  "40 networks a size on 3,000 samples, killed and gone on with, end in the same bytes on 1, 2 and 4 workers of %s",
  { timeout: 600_000 },
  async ([, nodeFor], context) => {
    const node = nodeFor(context);
    const whole = join(root, "networks");
    const length = await undisturbed(NETWORKS, whole);
    for (const workers of [1, 2, 4]) {
      const out = join(root, `networks-${workers}`);
      await killed(NETWORKS, { out, whole, length, kills: Math.ceil(KILLS / 10), place: { node, workers } });
      await rm(out, { recursive: true });
    }
    await rm(whole, { recursive: true });
  },
);

test.skipIf(process.platform === "win32")(
  "Ctrl-C keeps finished shards, says how to go on, and exits with 130",
  async () => {
    const out = join(root, "interrupted");
    const { child, ended, said } = start(GLASSES, out);
    while ((await receipts(out)) === 0) await sleep(5);
    child.kill("SIGINT");
    expect(await ended, said()).toBe(130);
    const kept = await receipts(out);
    expect(said()).toContain(`kept in ${out}; the same command goes on from there`);
    const again = start(GLASSES, out);
    expect(await again.ended).toBe(0);
    expect(again.said()).toContain(`(${kept} of them finished before)`);
  },
);
