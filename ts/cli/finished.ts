import { RunFolderError } from "../base/errors.js";
import type { Answer, Experiment } from "../experiments/experiment.js";
import { findExperiment } from "../experiments/index.js";
import type { ReportedRun } from "../report/input.js";
import { currentBuild } from "../runs/api.js";
import type { RunRecord } from "../runs/identity.js";
import { folderStore } from "../runs/node/folder.js";
import { type RunResult, readResult } from "../runs/run.js";
import { readRun } from "../runs/run-files.js";
import type { Store } from "../runs/store.js";

/** A finished run folder, as a report and `--json` tell it. */
export interface Finished {
  readonly folder: string;
  readonly experiment: Experiment;
  readonly config: object;
  readonly answer: Answer;
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  readonly run: ReportedRun;
}

/** How a folder's tables were made, for people only: no table's bytes depend on it. */
const MADE = "made.json";

export async function keepFinished(
  folder: string,
  experiment: Experiment,
  config: object,
  result: RunResult,
): Promise<Finished> {
  const { version, wasm, backend } = currentBuild();
  const engine = `Node ${process.versions.node}`;
  const store = folderStore(folder);
  // A run that found everything done says nothing of how it was done.
  const earlier = result.made.reused === result.made.shards ? await readMade(store) : undefined;
  const run = earlier ?? { version, wasmHash: wasm, backend, engine, ...result.made };
  await store.write(MADE, Buffer.from(`${JSON.stringify(run, null, 2)}\n`));
  return finished(folder, experiment, config, result, run);
}

/** @throws RunFolderError when there is no finished run in the folder. */
export async function readFinished(folder: string): Promise<Finished> {
  const store = folderStore(folder);
  const { experiment, config } = await heldRun(store);
  const run = await readMade(store);
  if (run === undefined) throw new RunFolderError(folder, "its run is not finished: run it again");
  const found = findExperiment(experiment);
  return finished(folder, found, config, await readResult(store, found, config), run);
}

async function readMade(store: Store): Promise<ReportedRun | undefined> {
  const bytes = await store.read(MADE);
  return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as ReportedRun);
}

/** @throws RunFolderError when the folder holds no run. */
export async function heldRun(store: Store): Promise<RunRecord> {
  const record = await readRun(store);
  if (record === undefined) throw new RunFolderError(store.path, "holds no run (there is no run.json in it)");
  return record;
}

function finished(
  folder: string,
  experiment: Experiment,
  config: object,
  { tables, sentences, figures, numbers, claims }: Omit<RunResult, "made">,
  run: ReportedRun,
): Finished {
  const sizes = Object.entries(tables).map(([name, table]) => ({ name, rows: table.numRows }));
  return { folder, experiment, config, answer: { sentences, figures, numbers, claims }, tables: sizes, run };
}
