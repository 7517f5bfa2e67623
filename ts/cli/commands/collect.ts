import { AbortedError } from "../../base/errors.js";
import { plural } from "../../base/text.js";
import { RunFolder } from "../../runs/folder.js";
import { folderStore } from "../../runs/node/folder.js";
import { collect as collectRun } from "../../runs/node/queue/collect.js";
import { withServer } from "../../runs/node/queue/server.js";
import { endRun } from "../end-run.js";
import { readFinished } from "../finished.js";
import { say } from "../io.js";
import { givenAddress, redisOption } from "../redis.js";
import { Interrupted, interruptible, runningOptions } from "../running.js";
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
    await interruptible(io, async (signal, bar) => {
      const onMessage = (message: string) => {
        bar.clear();
        say(io, message);
      };
      try {
        const made = await withServer(address, { signal, onMessage }, (server) =>
          collectRun(server, folder, { signal, onMessage, onProgress: bar.show }),
        );
        await folder.merge();
        if (made !== undefined) await folder.keepMade(made, onMessage);
      } catch (error) {
        if (!(error instanceof AbortedError)) throw error;
        const kept = plural((await folder.status()).done, "finished shard");
        throw new Interrupted(`interrupted: ${kept} kept in ${path}; the same command goes on from there`);
      }
    });
    await endRun(await readFinished(folder), path, args, io);
    return 0;
  },
};
