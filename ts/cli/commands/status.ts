import { bytes, plural } from "../../base/text.js";
import type { RunStatus } from "../../runs/folder.js";
import { withServer } from "../../runs/node/queue/server.js";
import { type QueueStatus, queueStatus } from "../../runs/node/queue/status.js";
import { count } from "../bar.js";
import { runFolders } from "../folders.js";
import { type Io, say } from "../io.js";
import { givenAddress, redisOption } from "../redis.js";
import { json } from "../reporting.js";
import { type Arguments, type Command, UsageError } from "../usage.js";

export const status: Command = {
  name: "status",
  summary: "What of a run folder, or of all runs of a job queue, is done, running and failed.",
  operands: ["[DIR]"],
  options: { ...redisOption, json: { help: "one JSON document on standard output" } },
  example: "losscape status runs/paper",
  async run(args, io) {
    const isOfFolder = args.operands.length > 0;
    if (isOfFolder && args.on("redis")) throw new UsageError("DIR and --redis exclude each other");
    if (!isOfFolder) return statusOfQueue(args, io);
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
  },
};

async function statusOfQueue(args: Arguments, io: Io): Promise<void> {
  const address = givenAddress(args, io);
  await withServer(address, { onMessage: (message) => say(io, message) }, async (server) => {
    const status = await queueStatus(server);
    io.stdout.write(args.on("json") ? json(status) : `${queueTold(status, server.name).join("\n")}\n`);
  });
}

function queueTold({ runs, workers }: QueueStatus, server: string): string[] {
  return [
    `${server}: ${plural(runs.length, "run")}, ${plural(workers.length, "worker")}`,
    ...runs.flatMap(({ run, shards, done, waiting, active, failed, uncollected, uncollectedBytes }) => [
      `${run}: ${done} of ${plural(shards, "shard")} done, ${waiting} waiting, ${active} running, ${failed.length} failed; ` +
        `${plural(uncollected, "result")} (${bytes(uncollectedBytes)}) to be collected`,
      ...failed.map(failedLine),
    ]),
    ...workers.flatMap(({ host, pid, slots, computed, atWork }) => [
      `worker ${pid} on ${host}: ${atWork.length} running of ${slots} at once, ${computed} done`,
      ...atWork.map(
        ({ run, shard, label, done, units, unit }) =>
          `  running  ${shard}  of ${run}, ${label}: ${count(done)}/${units} ${unit}`,
      ),
    ]),
  ];
}

const failedLine = ({ shard, attempts, reason }: RunStatus["failed"][number]) =>
  `  failed   ${shard}  after ${plural(attempts, "attempt")}: ${reason}`;

function told(state: RunStatus & { folder: string; experiment: string }): string[] {
  const { folder, experiment, shards, done, running, failed } = state;
  return [
    `${folder}: ${experiment}, ${done} of ${plural(shards, "shard")} done, ${running.length} running, ${failed.length} failed`,
    ...running.map(
      ({ shard, host, pid, certain }) =>
        `  running  ${shard}  (process ${pid} on ${host}${certain ? "" : ", if it still lives"})`,
    ),
    ...failed.map(failedLine),
  ];
}
