import { join } from "node:path";
import { findExperiment } from "../../experiments/index.js";
import { experiments, runFields } from "../../runs/api.js";
import { configOptions, givenConfig } from "../config.js";
import { dataOptions, takesData, withData } from "../data.js";
import { ending, reportLine } from "../ending.js";
import { experimentHelp } from "../experiment-help.js";
import { say } from "../io.js";
import { json, runJson, writeReport } from "../reporting.js";
import { planned, runInto, runningOptions, startCore } from "../running.js";
import { type Command, UsageError } from "../usage.js";

export const run: Command = {
  name: "run",
  summary: "One experiment into a run folder; run again, it goes on with what is there.",
  operands: ["EXPERIMENT"],
  options: { ...configOptions, ...dataOptions, ...runningOptions },
  example: "losscape run spin-glass-minima --set sizes=25,50 --set replicas=100 --out runs/first",
  more(operands) {
    const named = experiments.list.filter(({ name }) => operands.includes(name));
    return (named.length > 0 ? named : experiments.list).map(experimentHelp).join("\n");
  },
  async run(args, io) {
    const workers = args.value("workers", runFields.workers);
    const experiment = findExperiment(args.operands[0] as string);
    const config = await givenConfig(args, experiment.config);
    await startCore(args);
    if (args.text("data") !== undefined && !takesData(experiment))
      throw new UsageError(`--data: ${experiment.name} computes from no data`);
    const plan = await planned(experiment.name, withData(args, config));
    const out = args.text("out") ?? join("runs", `${plan.record.experiment}-${plan.hash}`);
    const finished = await runInto(out, plan, workers, io);
    const report = await writeReport(out, [finished], { claims: finished.answer.claims });
    io.stdout.write(
      args.on("json")
        ? json({ ...runJson(finished), report })
        : ending([finished.answer], args.on("verbose"), io),
    );
    say(io, reportLine(report, io));
    return 0;
  },
};
