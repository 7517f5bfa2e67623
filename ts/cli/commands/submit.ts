import { resolve } from "node:path";
import { number } from "../../base/schema.js";
import { duration, plural } from "../../base/text.js";
import { RunFolder } from "../../runs/folder.js";
import { folderStore } from "../../runs/node/folder.js";
import { withServer } from "../../runs/node/queue/server.js";
import { type Submitted, submit as submitRun } from "../../runs/node/queue/submit.js";
import { costOf } from "../../runs/progress.js";
import { exampleRun, helpOfExperiments } from "../experiment-help.js";
import { say } from "../io.js";
import { namedRun, runOptions } from "../named-run.js";
import { givenAddress, redisOption } from "../redis.js";
import { json, shellWord } from "../reporting.js";
import { runningOptions } from "../running.js";
import { type Command, optionOf } from "../usage.js";

const backlogField = number({
  above: 0,
  default: 256,
  help: "megabytes of results that may wait on the server; above, workers begin no further shard",
});

export const submit: Command = {
  name: "submit",
  summary: "The shards of a run into a job queue, for workers on any machine; again, those that are missing.",
  operands: ["EXPERIMENT"],
  options: {
    ...redisOption,
    ...runOptions,
    shared: {
      help: "the folder is seen by all workers by the same path: tables go there, not over the server",
    },
    ship: { help: "sends the data of --data along, for workers that do not have them" },
    backlog: optionOf("MB", backlogField),
    quiet: runningOptions.quiet,
    json: runningOptions.json,
  },
  example: (operands) =>
    `losscape submit ${exampleRun(operands)} --out runs/first --redis redis://queue:6379`,
  more: helpOfExperiments,
  async run(args, io) {
    const address = givenAddress(args, io);
    const most = 1e6 * args.value("backlog", backlogField);
    const { plan, out } = await namedRun(args);
    const { experiment, plan: shards } = plan.record;
    const onMessage = (message: string) => say(io, message);
    onMessage(
      `${experiment}: ${plural(shards.length, "shard")}, ${duration(costOf(shards))} of one core; in ${out}`,
    );
    const submitted = await withServer(address, { onMessage }, async (server) => {
      const folder = await RunFolder.start(folderStore(out), plan.record);
      return submitRun(server, folder, {
        results: args.on("shared") ? { by: "folder", path: resolve(out) } : { by: "server", most },
        ship: args.on("ship") ? plan.inputs : {},
        onMessage,
      });
    });
    io.stdout.write(args.on("json") ? json({ experiment, folder: out, ...submitted }) : told(submitted, out));
  },
};

function told({ shards, finished, queued, submitted }: Submitted, out: string): string {
  const others = [
    ...(finished > 0 ? [`${finished} finished before`] : []),
    ...(queued > 0 ? [`${queued} in the queue already`] : []),
  ];
  const rest = others.length > 0 ? `, ${others.join(", ")}` : "";
  return `${submitted} of ${plural(shards, "shard")} submitted${rest}; losscape collect ${shellWord(out)} makes the tables\n`;
}
