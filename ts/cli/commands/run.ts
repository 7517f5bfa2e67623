import { join } from "node:path";
import { runFields } from "../../runs/api.js";
import { configOptions, givenConfig } from "../config.js";
import { say } from "../io.js";
import { json, numbersTable, runJson, writeReport } from "../reporting.js";
import { planned, runInto, runningOptions, startCore } from "../running.js";
import type { Command } from "../usage.js";

export const run: Command = {
  name: "run",
  summary: "One experiment into a run folder; run again, it goes on with what is there.",
  operands: ["EXPERIMENT"],
  options: { ...configOptions, ...runningOptions },
  example: "losscape run spin-glass-minima --set 'sizes=[25,50]' --set replicas=100 --out runs/first",
  async run(args, io) {
    const workers = args.value("workers", runFields.workers);
    const config = await givenConfig(args);
    await startCore(args);
    const plan = await planned(args.operands[0] as string, config);
    const out = args.text("out") ?? join("runs", `${plan.record.experiment}-${plan.hash}`);
    const finished = await runInto(out, plan, workers, io);
    const report = await writeReport(out, finished.folder.experiment.question, [finished]);
    if (args.on("json")) io.stdout.write(json({ ...runJson(finished), report }));
    else io.stdout.write(numbersTable(finished.answer.numbers));
    say(io, `the report is ${report}`);
    return 0;
  },
};
