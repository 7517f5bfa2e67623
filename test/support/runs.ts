import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, inject } from "vitest";
import { type Started, started } from "./commands.js";
import { SIMD } from "./simd.js";

export const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** What a test runs in processes of their own, and the tables that it leaves. */
export interface Run {
  readonly experiment: string;
  readonly set: readonly string[];
  readonly tables: readonly string[];
}

/** Twelve shards of about a fifth of a second. */
export const GLASSES: Run = {
  experiment: "spin-glass-minima",
  set: ["sizes=[30,40]", "disorders=6", "replicas=100"],
  tables: ["minima", "spectra"],
};
/** 1004 draws, a shard a size. */
export const CENSUS: Run = {
  experiment: "census",
  set: ["sizes=[4,5,6,7]", "paths=8200"],
  tables: ["critical_points", "maps", "saddle_links", "graphs"],
};
export const NETWORKS: Run = {
  experiment: "network-losses",
  set: ["trainSamples=3000", "testSamples=500", "hidden=[5,10,15,20,25]", "replicas=40", "epochs=5"],
  tables: ["networks"],
};

export interface Place {
  readonly workers?: number;
  /** Further options. */
  readonly more?: readonly string[];
  /** What starts the program instead of this Node: another one, or a command before it. */
  readonly node?: readonly string[];
}

/** How a run is named on the command line. */
export const named = ({ experiment, set }: Run): string[] => [
  ...[experiment, ...set.flatMap((key) => ["--set", key])],
  ...["--simd", SIMD],
];

/** Starts a run into a folder as a process. */
export function start(
  run: Run,
  out: string,
  { workers = 2, more = [], node = [process.execPath] }: Place = {},
): Started {
  const [program, ...before] = node as [string, ...string[]];
  return started(program, [
    ...[...before, CLI, "run", ...named(run)],
    ...["--out", out, "--workers", String(workers), ...more],
  ]);
}

/** Runs to the end, which has to be good. */
export async function finish(run: Run, out: string, place?: Place): Promise<string> {
  const { ended, said } = start(run, out, place);
  expect(await ended, said()).toBe(0);
  return said();
}

/**
 * Kills what `begin` starts so often, each time at a random instant of the `length` that it takes, in milliseconds, and then lets it end.
 *
 * @param ended  looks at what it leaves whenever it ends, the last time or sooner than it was killed, and clears it away
 */
export async function killing(
  begin: () => Started,
  {
    length,
    kills: wanted,
    ended: look,
  }: { readonly length: number; readonly kills: number; ended(): Promise<void> },
): Promise<void> {
  for (let kills = 0; kills <= wanted; ) {
    const { kill, ended, said } = begin();
    // The last one may end.
    const timer = kills < wanted ? setTimeout(() => kill("SIGKILL"), length * Math.random()) : undefined;
    const end = await ended;
    clearTimeout(timer);
    if (end === "SIGKILL" || kills === wanted) kills += 1;
    if (end === "SIGKILL") continue;
    expect(end, said()).toBe(0);
    await look();
  }
}

/** The files of the tables that a run of this kind leaves. */
export const tablesOf = (run: Run, out: string): Promise<Buffer[]> =>
  Promise.all(run.tables.map((name) => readFile(join(out, "tables", `${name}.arrow`))));

/** The tables of a run that nothing disturbed; who asks first computes it, for all files of tests. */
export async function undisturbed(run: Run): Promise<Buffer[]> {
  const out = join(inject("undisturbed"), run.experiment);
  if (!existsSync(join(out, "report.html"))) await finish(run, out);
  return tablesOf(run, out);
}

/** How many shards are finished. */
export async function receipts(out: string): Promise<number> {
  const names = await readdir(join(out, "shards")).catch(() => []);
  return names.filter((name) => name.endsWith(".json")).length;
}

export async function firstReceipt(out: string): Promise<void> {
  while ((await receipts(out)) === 0) await sleep(5);
}
