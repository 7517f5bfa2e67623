import { RunFolder } from "../../runs/folder.js";
import { folderStore } from "../../runs/node/folder.js";
import { collect as collectRun } from "../../runs/node/queue/collect.js";
import { withServer } from "../../runs/node/queue/server.js";
import { endRun } from "../end-run.js";
import { readFinished } from "../finished.js";
import { givenAddress, redisOption } from "../redis.js";
import { goingOn, interruptible, runningOptions } from "../running.js";
import type { Command } from "../usage.js";

export const collect: Command = {
  name: "collect",
  summary: "Brings the results of a submitted run into its folder, as they come, and makes the tables.",
  operands: ["DIR"],
  options: {
    ...redisOption,
    verbose: runningOptions.verbose,
    quiet: runningOptions.quiet,
    json: runningOptions.json,
  },
  example: "losscape collect runs/large --redis redis://queue:6379",
  async run(args, io) {
    const address = givenAddress(args, io);
    const path = args.operands[0] as string;
    const folder = await RunFolder.open(folderStore(path));
    await interruptible(io, (watching) =>
      goingOn(folder, async () => {
        const made = await withServer(address, watching, (server) => collectRun(server, folder, watching));
        await folder.merge();
        if (made !== undefined) await folder.keepMade(made, watching.onMessage);
      }),
    );
    await endRun(await readFinished(folder), path, args, io);
  },
};
