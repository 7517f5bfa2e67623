import { ending, reportLine } from "./ending.js";
import type { Finished } from "./finished.js";
import { type Io, say } from "./io.js";
import { json, runJson, writeReport } from "./reporting.js";
import type { Arguments } from "./usage.js";

/** Writes the report of one finished run into its folder, and says what was found. */
export async function endRun(finished: Finished, out: string, args: Arguments, io: Io): Promise<void> {
  const { answer } = finished;
  const report = await writeReport(out, [finished], { claims: answer.claims });
  io.stdout.write(
    args.on("json") ? json({ ...runJson(finished), report }) : ending([answer], args.on("verbose"), io),
  );
  say(io, reportLine(report, io));
}
