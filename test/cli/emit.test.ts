import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { spinGlassMinima } from "../../ts/experiments/spin-glass-minima/index.js";
import { jobsOf } from "../../ts/runs/jobs.js";
import { partOf } from "../../ts/runs/part.js";
import { shard } from "../runs/squares.js";
import { output } from "../support/commands.js";
import { need, program } from "../support/optional.js";
import { SIMD } from "../support/simd.js";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const SBATCH = fileURLToPath(new URL("../support/sbatch.mjs", import.meta.url));
/** A folder whose name a shell would read more into. */
const OUT = "it's a $run";
// So short that each shard is a job of its own.
const RUN = ["spin-glass-minima", "--set", "sizes=5,6", "--set", "disorders=2", "--set", "replicas=3"];
const PLAN = ["plan", ...RUN, "--simd", SIMD, "--out", OUT, "--hours", "1e-9"];

let root: string;
let whole: Buffer[];
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "losscape-emit-"));
  const bin = join(root, "bin");
  await mkdir(bin);
  for (const [name, script] of Object.entries({ losscape: CLI, sbatch: SBATCH })) {
    await writeFile(join(bin, name), `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
    await chmod(join(bin, name), 0o755);
  }
  env = { PATH: `${bin}:${process.env.PATH}` };
  await output("losscape", ["run", ...RUN, "--simd", SIMD, "--out", "whole"], root, env);
  whole = await tablesIn(join(root, "whole"));
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, "run-"));
  env.SLURM_LOG = join(folder, "slurm.log");
});
afterAll(() => rm(root, { recursive: true, force: true }));

const tablesIn = (path: string) =>
  Promise.all(["minima", "spectra"].map((name) => readFile(join(path, "tables", `${name}.arrow`))));

/** Writes the script, and makes the folder of the run. */
async function emit(kind: string): Promise<string> {
  const script = await output("losscape", [...PLAN, "--emit", kind], folder, env);
  await writeFile(join(folder, "script"), script);
  expect(await readdir(join(folder, OUT))).toEqual(["run.json"]);
  return script;
}

const submissions = async () =>
  (await readFile(env.SLURM_LOG as string, "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

test("the Slurm script submits an array and its merging, and leaves the bytes of one run; again, it computes nothing", async () => {
  const script = await emit("slurm");
  expect(script).toMatch(
    /^#SBATCH --array=1-4\n#SBATCH --time=0:10:00\n#SBATCH --mem=\d+M\n#SBATCH --cpus-per-task=1$/m,
  );
  await output("sh", ["script"], folder, env);
  expect(await tablesIn(join(folder, OUT))).toEqual(whole);
  expect(await submissions()).toMatchObject([
    { failed: 0, options: { array: "1-4" } },
    { failed: 0, options: { array: "0", dependency: "afterok:1" } },
  ]);
  const receipts = await readFile(join(folder, OUT, "shards", "n5-draw0.json"));
  await output("sh", ["script"], folder, env);
  expect(await readFile(join(folder, OUT, "shards", "n5-draw0.json"))).toEqual(receipts);
});

test("a Slurm array of which a task failed is not merged, and goes on where it is submitted again", async () => {
  await emit("slurm");
  await writeFile(join(folder, OUT, "shards"), "in the way");
  await output("sh", ["script"], folder, env);
  expect(await submissions()).toMatchObject([{ failed: 4 }, { failed: 1 }]);
  expect(await readdir(join(folder, OUT))).not.toContain("tables");
  await rm(join(folder, OUT, "shards"));
  await output("sh", ["script"], folder, env);
  expect(await tablesIn(join(folder, OUT))).toEqual(whole);
});

test("the script for GNU parallel leaves the bytes of one run", async (context) => {
  need(context, program("parallel"));
  await emit("parallel");
  await output("sh", ["script", "--jobs", "2"], folder, env);
  expect(await tablesIn(join(folder, OUT))).toEqual(whole);
});

test("the makefile leaves the bytes of one run", async (context) => {
  need(context, program("make"));
  await emit("make");
  await output("make", ["-k", "-j", "2", "-f", "script"], folder, env);
  expect(await tablesIn(join(folder, OUT))).toEqual(whole);
});

test("--emit and --json exclude each other, and --emit names the kinds that there are", async () => {
  const fails = (...argv: string[]) => output("losscape", [...PLAN, ...argv], folder, env);
  await expect(fails("--emit", "slurm", "--json")).rejects.toThrow("--emit and --json exclude each other");
  await expect(fails("--emit", "pbs")).rejects.toThrow(
    '--emit: got "pbs", expected "slurm" or "parallel" or "make"',
  );
  expect(await readdir(folder)).toEqual([]);
});

test("jobs take the time that is asked for, ask for what their longest part needs, and are no more than shards", () => {
  const { plan } = spinGlassMinima;
  const shards = plan({
    ...(spinGlassMinima.config.defaults as object),
    sizes: [100, 250],
    disorders: 20,
    replicas: 1000,
  });
  const jobs = jobsOf("x", shards, { workers: 2, seconds: 120 });
  expect(jobs.count).toBeGreaterThan(1);
  expect(jobs.seconds).toBeLessThan(2 * 120);
  expect(jobs.limit).toBe(Math.max(600, 3 * jobs.seconds));
  const needs = Array.from({ length: jobs.count }, (_, index) =>
    Math.max(...partOf(shards, { index: index + 1, count: jobs.count }).map(({ memory }) => memory)),
  );
  expect(jobs.memory).toBeGreaterThan(Math.max(...needs));
  expect(jobsOf("x", shards, { workers: 1, seconds: 1e-6 }).count).toBe(Math.min(shards.length, 1000));
  expect(jobsOf("x", [shard("s")], { workers: 1, seconds: 1e-6 })).toMatchObject({ count: 1, limit: 600 });
});
