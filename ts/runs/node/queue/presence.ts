import { WORKERS, workerKey } from "./keys.js";
import type { Server } from "./server.js";

/** What a worker says of itself. */
export interface Presence {
  readonly host: string;
  readonly pid: number;
  readonly slots: number;
  /** Shards that it has computed. */
  readonly computed: number;
  readonly atWork: readonly ShardAtWork[];
}

export interface ShardAtWork {
  readonly run: string;
  readonly shard: string;
  readonly label: string;
  readonly done: number;
  readonly units: number;
  readonly unit: string;
}

/** Of a worker that says nothing for so many milliseconds nothing is known any more. */
const LIFE = 10_000;
export const SAID_EVERY = 2_000;

export async function sayPresence({ client }: Server, worker: string, presence: Presence): Promise<void> {
  await client.set(workerKey(worker), JSON.stringify(presence), "PX", LIFE);
  await client.sadd(WORKERS, worker);
}

export async function dropPresence({ client }: Server, worker: string): Promise<void> {
  await client.unlink(workerKey(worker));
  await client.srem(WORKERS, worker);
}

/** The workers that live, by host and process. */
export async function presentWorkers({ client }: Server): Promise<Presence[]> {
  const found: Presence[] = [];
  for (const worker of await client.smembers(WORKERS)) {
    const text = await client.get(workerKey(worker));
    if (text === null) await client.srem(WORKERS, worker);
    else found.push(JSON.parse(text));
  }
  return found.sort((a, b) => (a.host === b.host ? a.pid - b.pid : a.host < b.host ? -1 : 1));
}
