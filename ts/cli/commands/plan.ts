import { bytes, duration, plural } from "../../base/text.js";
import { runFields } from "../../runs/api.js";
import { host } from "../../runs/host.js";
import { costOf, diskOf, estimate } from "../../runs/progress.js";
import { helpOfExperiments } from "../experiment-help.js";
import { namedRun, runOptions } from "../named-run.js";
import { json } from "../reporting.js";
import { runningOptions } from "../running.js";
import type { Command } from "../usage.js";

export const plan: Command = {
  name: "plan",
  summary: "The time, memory, disk and shards that a run will take, by its plan; nothing is computed.",
  operands: ["EXPERIMENT"],
  options: { ...runOptions, workers: runningOptions.workers, json: runningOptions.json },
  example: "losscape plan spin-glass-minima --set sizes=250,500 --workers 8",
  more: helpOfExperiments,
  async run(args, io) {
    const workers = args.value("workers", runFields.workers);
    const { experiment, config, plan } = (await namedRun(args)).plan.record;
    const slots = Math.max(1, workers ?? host().cores);
    const needs = {
      ...estimate(experiment, plan, plan, { slots, memory: host().memory }),
      /** Seconds of one core, with what shards share made once. */
      coreSeconds: costOf(plan),
      longestShard: Math.max(...plan.map(({ cost, shares }) => cost + (shares?.cost ?? 0))),
      disk: diskOf(plan),
    };
    io.stdout.write(args.on("json") ? json({ ...needs, config }) : told(needs));
    return 0;
  },
};

interface Needs extends ReturnType<typeof estimate> {
  readonly coreSeconds: number;
  readonly longestShard: number;
  readonly disk: number | undefined;
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
