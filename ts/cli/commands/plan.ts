import { choice, number, optional } from "../../base/schema.js";
import { bytes, duration, plural } from "../../base/text.js";
import { runFields } from "../../runs/api.js";
import { RunFolder } from "../../runs/folder.js";
import { host, openStore } from "../../runs/host.js";
import { jobsOf } from "../../runs/jobs.js";
import { costOf, diskOf, type Estimate, estimate } from "../../runs/progress.js";
import { KINDS, scriptOf } from "../emit/script.js";
import { helpOfExperiments } from "../experiment-help.js";
import { type Io, say } from "../io.js";
import { namedRun, runOptions } from "../named-run.js";
import { commandOf, json, shellWord } from "../reporting.js";
import { type Planned, runningOptions } from "../running.js";
import { type Arguments, type Command, optionOf, UsageError } from "../usage.js";

const emitField = optional(
  choice({
    values: KINDS,
    help: "a script for a cluster or a machine, on standard output; the run folder is made for it",
  }),
);
const hoursField = number({ above: 0, default: 1, help: "how long a job of the script should take" });

export const plan: Command = {
  name: "plan",
  summary: "The time, memory, disk and shards that a run will take, by its plan; nothing is computed.",
  operands: ["EXPERIMENT"],
  options: {
    ...runOptions,
    workers: { value: "W", help: "how many shards at once (default: one a core; of each job of a script 1)" },
    emit: optionOf("KIND", emitField),
    hours: optionOf("H", hoursField),
    quiet: runningOptions.quiet,
    json: runningOptions.json,
  },
  example: "losscape plan spin-glass-minima --set sizes=250,500 --out runs/large --emit slurm > large.sh",
  more: helpOfExperiments,
  async run(args, io) {
    const kind = args.value("emit", emitField);
    const workers = args.value("workers", runFields.workers);
    args.value("hours", hoursField);
    if (kind !== undefined && args.on("json")) throw new UsageError("--emit and --json exclude each other");
    const { plan: planned, out } = await namedRun(args);
    if (kind === undefined) {
      const needs = needsOf(planned, Math.max(1, workers ?? host().cores));
      io.stdout.write(args.on("json") ? json({ ...needs, config: planned.record.config }) : told(needs));
    } else io.stdout.write(scriptOf(kind, await workOf(planned, out, args, io)));
    return 0;
  },
};

interface Needs extends Estimate {
  /** Seconds of one core, with what shards share made once. */
  readonly coreSeconds: number;
  readonly longestShard: number;
  readonly disk: number | undefined;
}

function needsOf({ record: { experiment, plan } }: Planned, slots: number): Needs {
  return {
    ...estimate(experiment, plan, plan, { slots, memory: host().memory }),
    coreSeconds: costOf(plan),
    longestShard: Math.max(...plan.map(({ cost, shares }) => cost + (shares?.cost ?? 0))),
    disk: diskOf(plan),
  };
}

function told({
  experiment,
  shards,
  coreSeconds,
  longestShard,
  workers,
  seconds,
  memory,
  disk,
}: Needs): string {
  return [
    `${experiment}: ${plural(shards, "shard")}, ${duration(coreSeconds)} of one core; the longest ${duration(longestShard)}`,
    `${plural(workers, "worker")}: about ${duration(seconds)}, up to ${bytes(memory)} of memory`,
    `disk: ${disk === undefined ? "not known of this experiment" : `about ${bytes(disk)}`}`,
    "",
  ].join("\n");
}

/** The run folder is made here: a thousand jobs that begin at once would else wait for each other to make it. */
async function workOf({ record }: Planned, out: string, args: Arguments, io: Io) {
  const workers = Math.max(1, args.value("workers", runFields.workers) ?? 1);
  const jobs = jobsOf(record.experiment, record.plan, {
    workers,
    seconds: 3600 * args.value("hours", hoursField),
  });
  const { experiment, path } = await RunFolder.start(openStore(out), record);
  say(io, `${path} is made; ${plural(jobs.count, "job")} of up to about ${duration(jobs.seconds)}`);
  const data = args.text("data");
  const words = [
    ...(data === undefined ? [] : ["--data", data]),
    ...["--simd", record.build.backend, "--workers", String(workers), "--out", out],
  ];
  return {
    experiment: record.experiment,
    run: [commandOf(record, experiment), ...words.map(shellWord)].join(" "),
    merge: `losscape merge ${shellWord(out)}`,
    jobs,
  };
}
