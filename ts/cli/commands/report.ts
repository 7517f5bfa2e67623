import { join } from "node:path";
import { RunFolderError } from "../../base/errors.js";
import { folderStore, listFolder } from "../../runs/node/folder.js";
import { readRun } from "../../runs/run-files.js";
import { build } from "../../wasm/loader.js";
import { readFinished } from "../finished.js";
import { say } from "../io.js";
import { writeReport } from "../reporting.js";
import type { Command } from "../usage.js";

export const report: Command = {
  name: "report",
  summary: "The report of a finished run folder, or of a folder of them, again.",
  operands: ["DIR"],
  options: {},
  example: "losscape report runs/paper",
  async run(args, io) {
    const folder = args.operands[0] as string;
    const runs = await Promise.all((await runFolders(folder)).map(readFinished));
    for (const { folder, run } of runs)
      if (run.version !== build.version)
        say(io, `${folder} was computed by losscape ${run.version}; this is ${build.version}`);
    const [only] = runs;
    const title =
      runs.length === 1 && only?.folder === folder
        ? only.experiment.question
        : "The loss surfaces of multilayer networks";
    io.stdout.write(`${await writeReport(folder, title, runs)}\n`);
    return 0;
  },
};

/** The folder itself, or those in it that hold a run. */
export async function runFolders(folder: string): Promise<string[]> {
  if ((await readRun(folderStore(folder))) !== undefined) return [folder];
  const inside = (await listFolder(folder))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));
  const held = await Promise.all(inside.map((path) => readRun(folderStore(path))));
  const found = inside.filter((_, index) => held[index] !== undefined);
  if (found.length === 0) throw new RunFolderError(folder, "holds no run (there is no run.json in it)");
  return found.sort();
}
