import type { RunFolder } from "../../folder.js";
import { runHash } from "../../identity.js";
import type { Inputs } from "../../inputs.js";
import { type ShippedData, ship } from "./data.js";
import { Jobs } from "./jobs.js";
import { Results } from "./results.js";
import { register, type Way } from "./runs.js";
import type { Server } from "./server.js";

export interface SubmitOptions {
  readonly results: Way;
  /** Data that are sent along, once. */
  readonly ship: Inputs;
  readonly onMessage: (message: string) => void;
}

/** Numbers of shards. */
export interface Submitted {
  readonly shards: number;
  /** Finished in the folder. */
  readonly finished: number;
  /** In the queue from an earlier submission, computed or not. */
  readonly queued: number;
  readonly submitted: number;
}

/** Puts the shards that the folder does not hold, and that are not in the queue, into the queue; those that failed once more. */
export async function submit(
  server: Server,
  folder: RunFolder,
  { results, ship: inputs, onMessage }: SubmitOptions,
): Promise<Submitted> {
  const { plan, ...identity } = folder.record;
  const run = await runHash(identity);
  const pending = await folder.pending(plan, onMessage);
  const finished = plan.length - pending.length;
  if (pending.length === 0) return { shards: plan.length, finished, queued: 0, submitted: 0 };

  const jobs = new Jobs(server, run);
  try {
    await jobs.forgive(await jobs.failed());
    const open = await jobs.open();
    const delivered = new Set(await new Results(server, run).shards());
    const todo = pending.filter(({ id }) => !open.has(id) && !delivered.has(id));
    const data: Record<string, ShippedData> = {};
    for (const [name, input] of Object.entries(inputs)) data[name] = await ship(server, input);
    // Workers look at registered runs alone, and so find all of its shards.
    await jobs.add(todo);
    await register(server, run, { identity, shards: plan.length, results, data });
    const queued = pending.length - todo.length;
    return { shards: plan.length, finished, queued, submitted: todo.length };
  } finally {
    await jobs.close();
  }
}
