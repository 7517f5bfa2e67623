import { plural } from "../../base/text.js";
import { runFields } from "../../runs/api.js";
import type { Part } from "../../runs/part.js";
import { endRun } from "../end-run.js";
import { exampleRun, helpOfExperiments } from "../experiment-help.js";
import type { Io } from "../io.js";
import { namedRun, runOptions } from "../named-run.js";
import { partField } from "../part.js";
import { json } from "../reporting.js";
import { computePart, type Planned, runInto, runningOptions } from "../running.js";
import { type Arguments, type Command, optionOf } from "../usage.js";

export const run: Command = {
  name: "run",
  summary: "One experiment into a run folder; run again, it goes on with what is there.",
  operands: ["EXPERIMENT"],
  options: { ...runOptions, shard: optionOf("I/N", partField), ...runningOptions },
  example: (operands) => `losscape run ${exampleRun(operands)} --out runs/first`,
  more: helpOfExperiments,
  async run(args, io) {
    const workers = args.value("workers", runFields.workers);
    // Before the core starts: wrong usage writes nothing.
    args.value("shard", partField);
    const { plan, out } = await namedRun(args);
    if (args.text("shard") !== undefined) return runPart(args, plan, out, io);
    await endRun(await runInto(out, plan, workers, io), out, args, io);
    return 0;
  },
};

/** One part, of which other processes compute the others: no table yet, and so no answer. */
async function runPart(args: Arguments, plan: Planned, out: string, io: Io): Promise<number> {
  const part = args.value("shard", partField) as Part;
  const { folder, shards } = await computePart(out, plan, part, args.value("workers", runFields.workers), io);
  const { shards: all, done } = await folder.status();
  const next = done === all ? `; losscape merge ${out} makes the tables` : "";
  io.stdout.write(
    args.on("json")
      ? json({
          experiment: folder.record.experiment,
          folder: out,
          part,
          partShards: shards,
          shards: all,
          done,
        })
      : `part ${part.index} of ${part.count} is done: ${plural(shards, "shard")}, with the other parts ${done} of ${all}${next}\n`,
  );
  return 0;
}
