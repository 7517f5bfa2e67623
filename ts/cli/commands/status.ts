import { plural } from "../../base/text.js";
import type { RunStatus } from "../../runs/folder.js";
import { runFolders } from "../folders.js";
import { json } from "../reporting.js";
import type { Command } from "../usage.js";

export const status: Command = {
  name: "status",
  summary: "What of a run folder is done, running and failed.",
  operands: ["DIR"],
  options: { json: { help: "one JSON document on standard output" } },
  example: "losscape status runs/paper",
  async run(args, io) {
    const folders = await runFolders(args.operands[0] as string);
    const states = await Promise.all(
      folders.map(async (folder) => ({
        folder: folder.path,
        experiment: folder.record.experiment,
        ...(await folder.status()),
      })),
    );
    if (args.on("json")) io.stdout.write(json(states));
    else for (const state of states) io.stdout.write(`${told(state).join("\n")}\n`);
    return 0;
  },
};

function told(state: RunStatus & { folder: string; experiment: string }): string[] {
  const { folder, experiment, shards, done, running, failed } = state;
  return [
    `${folder}: ${experiment}, ${done} of ${plural(shards, "shard")} done, ${running.length} running, ${failed.length} failed`,
    ...running.map(
      ({ shard, host, pid, certain }) =>
        `  running  ${shard}  (process ${pid} on ${host}${certain ? "" : ", if it still lives"})`,
    ),
    ...failed.map(
      ({ shard, attempts, reason }) => `  failed   ${shard}  after ${plural(attempts, "attempt")}: ${reason}`,
    ),
  ];
}
