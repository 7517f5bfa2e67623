import { join } from "node:path";
import { RunFolderError } from "../../base/errors.js";
import { paper } from "../../experiments/paper.js";
import { runFields } from "../../runs/api.js";
import { slotsFor } from "../../runs/host.js";
import { digestOfJson } from "../../runs/identity.js";
import { listFolder } from "../../runs/node/folder.js";
import { CLAIMS_FILES, claimsOfRuns, claimsTable, writeClaims } from "../claims.js";
import { dataOptions } from "../data.js";
import { ending, reportLine } from "../ending.js";
import type { Finished } from "../finished.js";
import { say } from "../io.js";
import { needsInAll } from "../needs.js";
import { json, REPORT, runJson, writeReport } from "../reporting.js";
import { runInto, runningOptions } from "../running.js";
import { plannedStudies, studyOptions } from "../studies.js";
import type { Command } from "../usage.js";

export const reproduce: Command = {
  name: "reproduce",
  summary: "The paper's experiments, each into a run folder; every claim of it as a verdict, and one report.",
  operands: [],
  options: {
    ...studyOptions,
    ...dataOptions,
    ...runningOptions,
  },
  example: "losscape reproduce --quick --out runs/paper",
  async run(args, io) {
    const workers = args.value("workers", runFields.workers);
    const plans = await plannedStudies(args);
    const hash = (await digestOfJson(plans.map((plan) => plan.hash))).slice(0, 12);
    const out = args.text("out") ?? join("runs", `reproduce-${hash}`);
    await refuseForeign(out);
    say(io, `${paper.scope}\n${needsInAll(plans, slotsFor(workers))}`);

    const runs: Finished[] = [];
    for (const plan of plans) runs.push(await runInto(join(out, plan.record.experiment), plan, workers, io));
    const claims = await claimsOfRuns(runs);
    await writeClaims(out, claims, runs);
    const report = await writeReport(out, runs, { claims, notes: [paper.scope] });
    const answers = runs.map(({ answer }) => answer);
    const details = args.on("verbose") ? `${ending(answers, true, io)}\n` : "";
    io.stdout.write(
      args.on("json")
        ? json({ claims, experiments: runs.map(runJson), report })
        : `${details}${claimsTable(claims, io.stdout.columns ?? 0)}`,
    );
    say(io, reportLine(report, io));
  },
};

/** A folder with anything else in it is somebody's, and stays as it is. */
async function refuseForeign(out: string): Promise<void> {
  const known: string[] = [...paper.studies.map(({ experiment }) => experiment), REPORT, ...CLAIMS_FILES];
  const foreign = (await listFolder(out)).find(({ name }) => !known.includes(name) && !name.startsWith("."));
  if (foreign !== undefined)
    throw new RunFolderError(out, `is not empty and holds what reproduce does not write: ${foreign.name}`);
}
