import { checkChoice } from "../base/check.js";
import { AbortedError } from "../base/errors.js";
import { bytes, duration, plural } from "../base/text.js";
import type { Experiment } from "../experiments/experiment.js";
import { findExperiment } from "../experiments/index.js";
import { currentBuild, experiments } from "../runs/api.js";
import { recordOf, runHash } from "../runs/identity.js";
import { init } from "../wasm/loader.js";
import { progressOn } from "./bar.js";
import { type Finished, keepFinished } from "./finished.js";
import { type Io, say } from "./io.js";
import type { Arguments, Option } from "./usage.js";

export const SIMD_OPTION: Option = {
  value: "BUILD",
  help: "strict (the default): the same bits on every engine; relaxed: faster; auto: relaxed where Node has it",
};

export const runningOptions = {
  out: { value: "DIR", help: "the folder; the same command goes on with what is there" },
  workers: { value: "W", help: "how many shards at once (default: one a core)" },
  simd: SIMD_OPTION,
  json: { help: "one JSON document on standard output" },
} as const satisfies Record<string, Option>;

/** A checked run: what it is, and the hash that names its folder. */
export interface Planned {
  readonly experiment: Experiment;
  readonly config: object;
  readonly hash: string;
}

export async function planned(name: string, config: object): Promise<Planned> {
  const experiment = findExperiment(name);
  const record = recordOf(experiment, config, currentBuild());
  return { experiment, config: record.config, hash: await runHash(record) };
}

/** Starts the core in the build that `--simd` names. */
export async function startCore(args: Arguments): Promise<void> {
  const simd = checkChoice("--simd", args.text("simd") ?? "strict", ["strict", "relaxed", "auto"]);
  await init({ simd });
}

/** How many shards at once. */
export function workersOf(args: Arguments): number | undefined {
  return args.number("workers", 1, 1024);
}

/** Runs into a folder, telling on standard error how it goes. */
export async function runInto(
  out: string,
  { experiment, config }: Planned,
  workers: number | undefined,
  io: Io,
): Promise<Finished> {
  const cancel = new AbortController();
  const release = io.onInterrupt(() => cancel.abort());
  const progress = progressOn(io);
  const tell = (message: string) => {
    progress.clear();
    say(io, message);
  };
  try {
    const result = await experiments.run(experiment.name, config, {
      out,
      workers,
      signal: cancel.signal,
      onProgress: progress.show,
      onMessage: tell,
      onStart({ shards, reused, seconds, memory, workers }) {
        const kept = reused === 0 ? "" : ` (${reused} of them finished before)`;
        const need =
          reused === shards
            ? "nothing is left to compute"
            : `about ${duration(seconds)} on ${plural(workers, "worker")}, up to ${bytes(memory)} of memory`;
        tell(`${experiment.name}: ${plural(shards, "shard")}${kept}, ${need}; in ${out}`);
      },
    });
    progress.clear();
    return await keepFinished(out, experiment, config, result);
  } catch (error) {
    progress.clear();
    if (error instanceof AbortedError) {
      const finished = Object.keys((error.partial as object | undefined) ?? {}).length;
      throw new Interrupted(
        `interrupted: ${plural(finished, "finished shard")} kept in ${out}; the same command goes on from there`,
      );
    }
    throw error;
  } finally {
    release();
  }
}

/** Ctrl-C; exit code 130. */
export class Interrupted extends Error {}
