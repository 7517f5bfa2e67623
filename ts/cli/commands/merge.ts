import { plural } from "../../base/text.js";
import { RunFolder } from "../../runs/folder.js";
import { folderStore } from "../../runs/node/folder.js";
import { endRun } from "../end-run.js";
import { readFinished } from "../finished.js";
import { say } from "../io.js";
import { QUIET_OPTION, runningOptions } from "../running.js";
import type { Command } from "../usage.js";

export const merge: Command = {
  name: "merge",
  summary: "The tables of a run whose parts are done: in one shared folder, or in several that are joined.",
  operands: ["DIR…"],
  options: {
    out: { value: "DIR", help: "the folder that the shards of all are joined in (default: the first)" },
    verbose: runningOptions.verbose,
    quiet: QUIET_OPTION,
    json: runningOptions.json,
  },
  example: "losscape merge runs/part1 runs/part2 --out runs/whole",
  async run(args, io) {
    const folders = await Promise.all(args.operands.map((path) => RunFolder.open(folderStore(path))));
    const [first] = folders as [RunFolder, ...RunFolder[]];
    const out = args.text("out") ?? first.path;
    const whole = await RunFolder.start(folderStore(out), first.record);
    for (const folder of folders.filter(({ path }) => path !== out)) {
      const adopted = await whole.adopt(folder, (message) => say(io, message));
      say(io, `${folder.path}: ${plural(adopted, "shard")} joined`);
    }
    await whole.merge();
    await endRun(await readFinished(whole), out, args, io);
  },
};
