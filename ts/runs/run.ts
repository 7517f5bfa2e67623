import type { Table } from "apache-arrow";
import { AbortedError } from "../base/errors.js";
import type { Answer } from "../experiments/experiment.js";
import { compute, type Watchers } from "./compute.js";
import type { Executor } from "./executors/executor.js";
import type { RunFolder } from "./folder.js";
import type { Inputs } from "./inputs.js";
import type { Made } from "./layout.js";

export interface RunResult<Tables = Readonly<Record<string, Table>>> extends Answer {
  readonly tables: Tables;
  readonly made: Made;
}

/** Brings a run folder from wherever it is to its merged tables. @throws as `compute` and `RunFolder.merge` */
export async function finish(
  folder: RunFolder,
  executor: Executor,
  inputs: Inputs,
  { engine, ...watchers }: Watchers & { readonly engine: string },
): Promise<Made> {
  const begin = performance.now();
  const reused = await compute(folder, executor, inputs, watchers);
  await folder.merge();
  const shards = folder.record.plan.length;
  // A run that found everything done says nothing of how it was done.
  const earlier = reused === shards ? await folder.made() : undefined;
  const seconds = (performance.now() - begin) / 1000;
  const made = earlier ?? { engine, workers: executor.slots, shards, reused, seconds };
  await folder.keepMade(made, watchers.onMessage);
  return made;
}

/** The same, with everything that was found in memory; also of a run that is cancelled. */
export async function finishInMemory(...run: Parameters<typeof finish>): Promise<RunResult> {
  const [folder] = run;
  try {
    const made = await finish(...run);
    const tables = await folder.arrowTables();
    const { readerOf } = await import("../tables/index.js");
    const readers = Object.entries(folder.experiment.tables).map(
      ([name, spec]) => [name, readerOf(spec, tables[name] as Table)] as const,
    );
    return { tables, ...(await folder.answer(Object.fromEntries(readers))), made };
  } catch (error) {
    if (!(error instanceof AbortedError)) throw error;
    throw new AbortedError(error.what, await folder.finishedTables(), { cause: error.cause });
  }
}
