import type { Table } from "apache-arrow";
import { AbortedError, RunFolderError, ShardFailedError } from "../base/errors.js";
import type { Answer, Experiment } from "../experiments/experiment.js";
import type { Executor } from "./executors/executor.js";
import { type Build, recordOf } from "./identity.js";
import { type Estimate, estimate, Meter, type Progress } from "./progress.js";
import {
  checkShard,
  dropReceipt,
  keepFailure,
  keepShard,
  mergeTables,
  type Receipt,
  readTable,
  startRun,
  tableFileOf,
} from "./run-files.js";
import { schedule } from "./schedule.js";
import type { Store } from "./store.js";

export interface Watchers {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Told once, before the first shard starts. */
  readonly onStart?: ((estimate: Estimate) => void) | undefined;
  /** Told in plain words of what a person should know: a damaged shard, a failed attempt. */
  readonly onMessage?: ((message: string) => void) | undefined;
}

export interface RunResult extends Answer {
  readonly tables: Readonly<Record<string, Table>>;
  readonly made: Made;
}

/** How a run's tables were made. */
export interface Made {
  readonly workers: number;
  readonly shards: number;
  /** Shards that an earlier run had finished. */
  readonly reused: number;
  /** From the first shard's start to the merged tables. */
  readonly seconds: number;
}

/**
 * Plan → shards → executor → store → merged tables → summary.
 *
 * @throws AbortedError  `partial` holds the receipts of the finished shards, by id; they are kept
 * @throws ShardFailedError  after every other shard is done and kept
 */
export async function runExperiment(
  experiment: Experiment,
  config: unknown,
  options: Watchers & { store: Store; executor: Executor; build: Build },
): Promise<RunResult> {
  const { store, executor, build, signal, onProgress, onStart, onMessage } = options;
  const record = recordOf(experiment, config, build);
  await startRun(store, record);

  const receipts = new Map<string, Receipt>();
  for (const { id } of record.plan) {
    const found = await checkShard(store, id, Object.values(experiment.tables));
    if (found === "unfinished") continue;
    if ("damage" in found) {
      onMessage?.(`shard ${id} is damaged (${found.damage}) and is computed again`);
      await dropReceipt(store, id);
    } else receipts.set(id, found);
  }
  const reused = receipts.size;
  const todo = record.plan.filter(({ id }) => !receipts.has(id));
  onStart?.(estimate(experiment.name, record.plan, todo, executor));

  const begin = performance.now();
  const meter = new Meter(experiment, record.plan, todo, executor.slots, onProgress ?? (() => {}));
  const failures: { id: string; error: unknown }[] = [];
  const atWork = new Set<string>();
  const task = { experiment: experiment.name, config: record.config };
  await schedule(
    task,
    todo,
    executor,
    {
      started(shard) {
        meter.started(shard);
        return store.announce([...atWork.add(shard.id)]);
      },
      progress: (shard, done) => meter.progress(shard, done),
      async finished(shard, files, cost) {
        receipts.set(shard.id, await keepShard(store, shard.id, files, cost));
        atWork.delete(shard.id);
        meter.progress(shard, shard.units);
      },
      retried(shard, error, attempts) {
        atWork.delete(shard.id);
        onMessage?.(`shard ${shard.id} failed (attempt ${attempts}) and is tried again: ${messageOf(error)}`);
      },
      async failed(shard, error, attempts) {
        atWork.delete(shard.id);
        onMessage?.(`shard ${shard.id} failed (attempt ${attempts}): ${messageOf(error)}`);
        failures.push({ id: shard.id, error });
        await keepFailure(store, shard.id, error, attempts);
      },
    },
    signal,
  );

  if (receipts.size + failures.length < record.plan.length)
    throw new AbortedError(experiment.name, Object.fromEntries(receipts));
  if (failures.length > 0)
    throw new ShardFailedError(
      failures.map(({ id }) => id),
      messageOf(failures[0]?.error),
    );

  const inOrder = new Map(record.plan.map(({ id }) => [id, receipts.get(id) as Receipt]));
  await mergeTables(store, Object.values(experiment.tables), inOrder);
  const seconds = (performance.now() - begin) / 1000;
  const made = { workers: executor.slots, shards: record.plan.length, reused, seconds };
  return { ...(await readResult(store, experiment, record.config)), made };
}

/** The merged tables of a finished run, and what they say. */
export async function readResult(
  store: Store,
  experiment: Experiment,
  config: object,
): Promise<Omit<RunResult, "made">> {
  const { fromBytes, readerOf } = await import("../tables/index.js");
  const tables: Record<string, Table> = {};
  for (const name of Object.keys(experiment.tables)) {
    const bytes = await readTable(store, name);
    try {
      tables[name] = fromBytes(bytes);
    } catch (cause) {
      throw new RunFolderError(store.path, `${tableFileOf(name)} is damaged: run it again`, { cause });
    }
  }
  const readers = Object.entries(experiment.tables).map(([name, spec]) => [
    name,
    readerOf(spec, tables[name] as Table),
  ]);
  return { tables, ...(await experiment.answer(config, Object.fromEntries(readers))) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
