import { choice, field, number, optional } from "../../base/schema.js";
import { bytes, duration, plural } from "../../base/text.js";
import { runFields } from "../../runs/api.js";
import type { Fleet } from "../../runs/fleet.js";
import { RunFolder } from "../../runs/folder.js";
import { openStore, slotsFor } from "../../runs/host.js";
import { jobsOf } from "../../runs/jobs.js";
import { KINDS, scriptOf } from "../emit/script.js";
import { exampleRun, helpOfExperiments } from "../experiment-help.js";
import { type Io, say } from "../io.js";
import { namedRun, runOptions } from "../named-run.js";
import { fleets, fleetTable, measuredIn, type Needs, needsOf, needsTable } from "../needs.js";
import { commandOf, json, shellWord } from "../reporting.js";
import { type Planned, runningOptions } from "../running.js";
import { plannedStudies, studyOptions } from "../studies.js";
import { type Arguments, type Command, optionOf, UsageError } from "../usage.js";

const emitField = optional(
  choice({
    values: KINDS,
    help: "a script for a cluster or a machine, on standard output; the run folder is made for it",
  }),
);
const hoursField = number({ above: 0, default: 1, help: "how long a job of the script should take" });
const machinesField = optional(
  field<readonly number[]>(
    "whole numbers from 1 to 100000, separated by commas",
    { type: "string", pattern: "^[0-9]+(,[0-9]+)*$" },
    { help: "what so many machines of this kind take, as 1,10,1000 (the default of reproduce)" },
    (value) => {
      const counts = String(value).split(",").map(Number);
      return counts.every((count) => Number.isInteger(count) && count >= 1 && count <= 1e5)
        ? counts
        : undefined;
    },
  ),
);

/** The whole reproduction, in the place of an experiment. */
const PAPER = "reproduce";

export const plan: Command = {
  name: "plan",
  summary:
    "The time, memory, disk and shards that a run will take, or the paper's reproduction (losscape plan reproduce --full); nothing is computed.",
  operands: ["EXPERIMENT"],
  options: {
    ...runOptions,
    ...studyOptions,
    workers: { value: "W", help: "how many shards at once (default: one a core; of each job of a script 1)" },
    machines: optionOf("M,…", machinesField),
    measured: {
      value: "DIR",
      help: "costs as finished shards of a run folder, or of a folder of them, had them (default: the plan's)",
    },
    emit: optionOf("KIND", emitField),
    hours: optionOf("H", hoursField),
    quiet: runningOptions.quiet,
    json: runningOptions.json,
  },
  example: (operands) => `losscape plan ${exampleRun(operands)} --out runs/first --emit slurm > first.sh`,
  more: helpOfExperiments,
  async run(args, io) {
    const kind = args.value("emit", emitField);
    const workers = args.value("workers", runFields.workers);
    const machines = args.value("machines", machinesField);
    args.value("hours", hoursField);
    const ofPaper = args.operands[0] === PAPER;
    refuseOthers(args, ofPaper);
    if (kind !== undefined) {
      for (const other of ["json", "machines", "measured"])
        if (args.text(other) !== undefined) throw new UsageError(`--emit and --${other} exclude each other`);
      const { plan, out } = await namedRun(args);
      io.stdout.write(scriptOf(kind, await workOf(plan, out, args, io)));
      return;
    }
    const runs = ofPaper ? await plannedStudies(args) : [(await namedRun(args)).plan];
    const counts = machines ?? (ofPaper ? [1, 10, 1000] : []);
    io.stdout.write(await needed(runs, counts, slotsFor(workers), args));
  },
};

/** Options of the other kind of plan. */
function refuseOthers(args: Arguments, ofPaper: boolean): void {
  const others = ofPaper ? ["config", "set", "out", "emit", "hours"] : Object.keys(studyOptions);
  const given = others.find((name) => args.text(name) !== undefined);
  if (given !== undefined)
    throw new UsageError(
      `--${given} is of a plan of ${ofPaper ? "an experiment" : PAPER}, not of ${args.operands[0]}`,
    );
}

async function needed(
  runs: readonly Planned[],
  machines: readonly number[],
  slots: number,
  args: Arguments,
): Promise<string> {
  const measured = args.text("measured");
  const { plans, ratios } =
    measured === undefined
      ? { plans: runs.map(({ record }) => record.plan), ratios: {} }
      : await measuredIn(measured, runs);
  const needs = runs.map(({ record }, run) => needsOf(record.experiment, plans[run] ?? [], slots));
  const found = fleets(plans, machines, slots);
  if (!args.on("json")) return told(needs, found, ratios);
  const [only, ...others] = needs.map((each, run) => ({ ...each, config: runs[run]?.record.config }));
  const more = { ...(measured !== undefined && { ratios }), ...(machines.length > 0 && { machines: found }) };
  return json(others.length === 0 ? { ...only, ...more } : { runs: [only, ...others], ...more });
}

function told(
  needs: readonly Needs[],
  found: readonly Fleet[],
  ratios: Readonly<Record<string, number>>,
): string {
  const [only, ...others] = needs;
  const measured = Object.entries(ratios).map(([name, ratio]) => `${name} ${ratio.toPrecision(2)}`);
  return [
    others.length === 0 ? toldOfOne(only as Needs) : needsTable(needs),
    ...(measured.length > 0 ? [`measured, in units of the plan's costs: ${measured.join(", ")}\n`] : []),
    ...(found.length > 0 ? [fleetTable(found)] : []),
  ].join("\n");
}

function toldOfOne({
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
    `disk: about ${bytes(disk)}`,
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
