import { randomUUID } from "node:crypto";
import { AbortedError } from "../../base/errors.js";
import { number, optional, wholeNumber } from "../../base/schema.js";
import { plural } from "../../base/text.js";
import { host, openExecutor } from "../../runs/host.js";
import { serve } from "../../runs/node/queue/serve.js";
import { withServer } from "../../runs/node/queue/server.js";
import { dataOptions, dataSources } from "../data.js";
import { givenAddress, redisOption } from "../redis.js";
import { json } from "../reporting.js";
import { Interrupted, interruptible, runningOptions, startCore } from "../running.js";
import { type Command, optionOf } from "../usage.js";

// In the calling thread shards would keep it from saying that it lives.
const workersField = optional(
  wholeNumber({ min: 1, max: 1024, help: "how many shards at once (default: one a core)" }),
);
const stallField = number({
  min: 1,
  default: 30,
  help: "seconds without a sign of life after which a worker's shards go to others",
});
const idleField = optional(
  number({ min: 0, help: "ends after so many seconds without a shard to compute (default: never)" }),
);

export const worker: Command = {
  name: "worker",
  summary: "Computes shards that were submitted to a job queue, of every run of this build.",
  operands: [],
  options: {
    ...redisOption,
    data: { ...dataOptions.data, repeated: true, help: "where data are that runs compute from; repeatable" },
    workers: optionOf("W", workersField),
    simd: runningOptions.simd,
    stall: optionOf("S", stallField),
    idle: optionOf("S", idleField),
    quiet: runningOptions.quiet,
    json: runningOptions.json,
  },
  example: "losscape worker --redis redis://queue:6379 --idle 60",
  async run(args, io) {
    const address = givenAddress(args, io);
    const slots = args.value("workers", workersField);
    const [stall, idle] = [args.value("stall", stallField), args.value("idle", idleField)];
    const sources = dataSources(args);
    await startCore(args);
    const served = await interruptible(io, async ({ signal, onMessage }) => {
      const executor = openExecutor(slots);
      try {
        const served = await withServer(address, { signal, onMessage }, (server) => {
          onMessage(`${server.name}: ${plural(executor.slots, "shard")} at once`);
          return serve(server, executor, {
            id: randomUUID(),
            engine: host().engine,
            stall: 1000 * stall,
            idle: idle === undefined ? Number.POSITIVE_INFINITY : 1000 * idle,
            sources,
            files: host().files,
            signal,
            onMessage,
          });
        });
        if (signal.aborted)
          throw new Interrupted(
            `interrupted after ${plural(served.computed, "shard")}; those at work are in the queue again`,
          );
        return served;
      } catch (error) {
        if (!(error instanceof AbortedError)) throw error;
        throw new Interrupted(`interrupted; those at work go to others after their ${stall} s`);
      } finally {
        await executor.close();
      }
    });
    io.stdout.write(args.on("json") ? json(served) : `${plural(served.computed, "shard")} computed\n`);
    return served.computed === 0 && served.refused.length > 0 ? 1 : 0;
  },
};
