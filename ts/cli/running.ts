import { AbortedError } from "../base/errors.js";
import { bytes, duration, plural } from "../base/text.js";
import { prepare, runFields } from "../runs/api.js";
import { compute, type Watchers, type Watching } from "../runs/compute.js";
import type { Executor } from "../runs/executors/executor.js";
import { RunFolder } from "../runs/folder.js";
import { host, openExecutor, openStore } from "../runs/host.js";
import { runHash } from "../runs/identity.js";
import { type Part, partOf } from "../runs/part.js";
import type { RunEstimate } from "../runs/progress.js";
import { finish } from "../runs/run.js";
import { init, simdField } from "../wasm/loader.js";
import { progressOn } from "./bar.js";
import type { Given } from "./data.js";
import { type Finished, readFinished } from "./finished.js";
import { type Io, say } from "./io.js";
import { type Arguments, type Option, optionOf } from "./usage.js";

export const SIMD_OPTION: Option = optionOf("BUILD", simdField);

export const QUIET_OPTION: Option = { short: "q", help: "no messages and no progress, errors alone" };

export const runningOptions = {
  out: { value: "DIR", help: "the folder; the same command goes on with what is there" },
  workers: optionOf("W", runFields.workers),
  simd: SIMD_OPTION,
  verbose: { short: "v", help: "every number that was found, after the summary" },
  quiet: QUIET_OPTION,
  json: { help: "one JSON document on standard output" },
} as const satisfies Record<string, Option>;

/** A checked run, and the hash that names its folder. */
export type Planned = Awaited<ReturnType<typeof planned>>;

export async function planned(experiment: string, { config, inputs }: Given) {
  const prepared = await prepare(experiment, config, inputs);
  return { ...prepared, hash: await runHash(prepared.record) };
}

/** Starts the core in the build that `--simd` names. */
export async function startCore(args: Arguments): Promise<void> {
  await init({ simd: args.value("simd", simdField) });
}

/** Runs into a folder, telling on standard error how it goes. */
export function runInto(
  out: string,
  planned: Planned,
  workers: number | undefined,
  io: Io,
): Promise<Finished> {
  return computing(out, planned, workers, io, async (folder, executor, watchers) => {
    await finish(folder, executor, planned.inputs, { ...watchers, engine: host().engine });
    return readFinished(folder);
  });
}

/** Computes one part of a run into a folder, likewise. @returns the folder, and how many shards the part has */
export function computePart(
  out: string,
  planned: Planned,
  part: Part,
  workers: number | undefined,
  io: Io,
): Promise<{ folder: RunFolder; partShards: number }> {
  return computing(out, planned, workers, io, async (folder, executor, watchers) => {
    const shards = partOf(folder.record.plan, part);
    await compute(folder, executor, planned.inputs, watchers, shards);
    return { folder, partShards: shards.length };
  });
}

function computing<T>(
  out: string,
  { record }: Planned,
  workers: number | undefined,
  io: Io,
  work: (folder: RunFolder, executor: Executor, watchers: Watchers) => Promise<T>,
): Promise<T> {
  return interruptible(io, async (watching) => {
    const onStart = (estimate: RunEstimate) => watching.onMessage(`${need(estimate)}; in ${out}`);
    const executor = openExecutor(workers);
    const store = openStore(out);
    try {
      const folder = await RunFolder.start(store, record);
      return await goingOn(folder, () => work(folder, executor, { ...watching, onStart }));
    } finally {
      await store.close();
      await executor.close();
    }
  });
}

function need({ experiment, shards, reused, seconds, memory, workers }: RunEstimate): string {
  const kept = reused === 0 ? "" : ` (${reused} of them finished before)`;
  const cost = `about ${duration(seconds)} on ${plural(workers, "worker")}, up to ${bytes(memory)} of memory`;
  const left = reused === shards ? "nothing is left to compute" : cost;
  return `${experiment}: ${plural(shards, "shard")}${kept}, ${left}`;
}

/** Does work on a folder. @throws Interrupted  in the place of a cancellation: what is kept */
export async function goingOn<T>(folder: RunFolder, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AbortedError)) throw error;
    const kept = plural((await folder.status()).done, "finished shard");
    throw new Interrupted(`interrupted: ${kept} kept in ${folder.path}; the same command goes on from there`);
  }
}

/** Does work that Ctrl-C cancels, of which a bar shows how far it is, and between whose messages the bar gives way. */
export async function interruptible<T>(io: Io, work: (watching: Watching) => Promise<T>): Promise<T> {
  const cancel = new AbortController();
  const release = io.onInterrupt(() => cancel.abort());
  const bar = progressOn(io);
  try {
    const onMessage = (message: string) => {
      bar.clear();
      say(io, message);
    };
    return await work({ signal: cancel.signal, onProgress: bar.show, onMessage });
  } finally {
    bar.clear();
    release();
  }
}

/** Ctrl-C; exit code 130. */
export class Interrupted extends Error {}
