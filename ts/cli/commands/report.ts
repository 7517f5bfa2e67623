import { build } from "../../wasm/loader.js";
import { claimsOfRuns } from "../claims.js";
import { type Finished, readFinished } from "../finished.js";
import { runFolders } from "../folders.js";
import { say } from "../io.js";
import { linked } from "../link.js";
import { writeReport } from "../reporting.js";
import { QUIET_OPTION } from "../running.js";
import type { Command } from "../usage.js";

export const report: Command = {
  name: "report",
  summary: "The report of a finished run folder, or of a folder of them, again.",
  operands: ["DIR"],
  options: { quiet: QUIET_OPTION },
  example: "losscape report runs/paper",
  async run(args, io) {
    const folder = args.operands[0] as string;
    const runs = await Promise.all((await runFolders(folder)).map(readFinished));
    for (const { folder, run } of runs)
      if (run.version !== build.version)
        say(io, `${folder.path} was computed by losscape ${run.version}; this is ${build.version}`);
    const [only, ...others] = runs as [Finished, ...Finished[]];
    const claims = others.length === 0 ? only.answer.claims : await claimsOfRuns(runs);
    io.stdout.write(`${linked(await writeReport(folder, runs, { claims }), io.stdout, io.env)}\n`);
  },
};
