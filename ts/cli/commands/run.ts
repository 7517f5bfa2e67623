import { plural } from "../../base/text.js";
import { runFields } from "../../runs/api.js";
import { endRun } from "../end-run.js";
import { exampleRun, helpOfExperiments } from "../experiment-help.js";
import { namedRun, runOptions } from "../named-run.js";
import { partField } from "../part.js";
import { json } from "../reporting.js";
import { computePart, runInto, runningOptions } from "../running.js";
import { type Command, optionOf } from "../usage.js";

export const run: Command = {
  name: "run",
  summary: "One experiment into a run folder; run again, it goes on with what is there.",
  operands: ["EXPERIMENT"],
  options: { ...runOptions, shard: optionOf("I/N", partField), ...runningOptions },
  example: (operands) => `losscape run ${exampleRun(operands)} --out runs/first`,
  more: helpOfExperiments,
  async run(args, io) {
    // Before the core starts: wrong usage writes nothing.
    const workers = args.value("workers", runFields.workers);
    const part = args.value("shard", partField);
    const { plan, out } = await namedRun(args);
    if (part === undefined) {
      await endRun(await runInto(out, plan, workers, io), out, args, io);
      return;
    }
    // Other processes compute the other parts: no table yet, and so no answer.
    const { folder, partShards } = await computePart(out, plan, part, workers, io);
    const { experiment } = folder.record;
    const { shards, done } = await folder.status();
    const next = done === shards ? `; losscape merge ${out} makes the tables` : "";
    io.stdout.write(
      args.on("json")
        ? json({ experiment, folder: out, part, partShards, shards, done })
        : `part ${part.index} of ${part.count} is done: ${plural(partShards, "shard")}, with the other parts ${done} of ${shards}${next}\n`,
    );
  },
};
