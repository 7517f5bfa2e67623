import { plural } from "../../base/text.js";
import { readClaims } from "../../runs/node/claims.js";
import { folderStore } from "../../runs/node/folder.js";
import { readFailure, readReceipt } from "../../runs/run-files.js";
import { heldRun } from "../finished.js";
import { json } from "../reporting.js";
import type { Command } from "../usage.js";
import { runFolders } from "./report.js";

export const status: Command = {
  name: "status",
  summary: "What of a run folder is done, running and failed.",
  operands: ["DIR"],
  options: { json: { help: "one JSON document on standard output" } },
  example: "losscape status runs/paper",
  async run(args, io) {
    const folders = await runFolders(args.operands[0] as string);
    const states = await Promise.all(folders.map(stateOf));
    if (args.on("json")) io.stdout.write(json(states));
    else for (const state of states) io.stdout.write(`${told(state).join("\n")}\n`);
    return 0;
  },
};

interface State {
  readonly folder: string;
  readonly experiment: string;
  readonly shards: number;
  readonly done: number;
  readonly running: readonly { shard: string; host: string; pid: number }[];
  readonly failed: readonly { shard: string; attempts: number; reason: string }[];
}

async function stateOf(folder: string): Promise<State> {
  const store = folderStore(folder);
  const { experiment, plan } = await heldRun(store);
  const claims = (await readClaims(folder, "running")).filter(({ alive }) => alive);
  const done = new Set<string>();
  const failed: State["failed"][number][] = [];
  for (const { id } of plan) {
    if ((await readReceipt(store, id)) !== undefined) done.add(id);
    const failure = await readFailure(store, id);
    if (failure !== undefined)
      failed.push({ shard: id, attempts: failure.attempts, reason: failure.error.message });
  }
  const running = claims.flatMap(({ owner, shards }) =>
    shards.filter((id) => !done.has(id)).map((shard) => ({ shard, host: owner.host, pid: owner.pid })),
  );
  return { folder, experiment, shards: plan.length, done: done.size, running, failed };
}

function told({ folder, experiment, shards, done, running, failed }: State): string[] {
  return [
    `${folder}: ${experiment}, ${done} of ${plural(shards, "shard")} done, ${running.length} running, ${failed.length} failed`,
    ...running.map(({ shard, host, pid }) => `  running  ${shard}  (process ${pid} on ${host})`),
    ...failed.map(
      ({ shard, attempts, reason }) => `  failed   ${shard}  after ${plural(attempts, "attempt")}: ${reason}`,
    ),
  ];
}
