import type { Identity } from "../../identity.js";
import { keepShipped, type ShippedData } from "./data.js";
import { Jobs } from "./jobs.js";
import { arrayKey, backlogKey, RUNS, receiptsKey, tablesOf } from "./keys.js";
import type { Server } from "./server.js";

/** What workers and collectors, wherever they are, know of a run. */
export interface Registered {
  readonly identity: Identity;
  /** Of its plan. */
  readonly shards: number;
  readonly results: Way;
  /** Data that are on the server, by name; others each worker has itself. */
  readonly data: Readonly<Record<string, ShippedData>>;
}

/** How tables come to the run folder: over the server, on which at most so many bytes should wait, or by a folder that all see. */
export type Way =
  | { readonly by: "server"; readonly most: number }
  | { readonly by: "folder"; readonly path: string };

export async function register(server: Server, run: string, about: Registered): Promise<void> {
  await server.client.hset(RUNS, run, JSON.stringify(about));
  for (const data of Object.values(about.data)) await keepShipped(server, data);
}

/** Every run that is submitted and not collected, by its hash. */
export async function registeredRuns(server: Server): Promise<Map<string, Registered>> {
  const entries = Object.entries(await server.client.hgetall(RUNS));
  return new Map(entries.map(([run, text]) => [run, JSON.parse(text) as Registered]));
}

/** Takes a run, and all that is left of it, off the server. */
export async function forgetRun(server: Server, run: string): Promise<void> {
  const { client } = server;
  const runs = await registeredRuns(server);
  await client.hdel(RUNS, run);
  const jobs = new Jobs(server, run);
  await jobs.removeAll();
  await jobs.close();
  await client.unlink(receiptsKey(run), backlogKey(run));
  let cursor = "0";
  do {
    const [next, keys] = await client.scan(cursor, "MATCH", `${tablesOf(run)}*`, "COUNT", 1000);
    cursor = next;
    if (keys.length > 0) await client.unlink(...keys);
  } while (cursor !== "0");
  const arraysOf = (about: Registered | undefined) =>
    Object.values(about?.data ?? {}).flatMap(({ arrays }) => arrays.map(({ sha256 }) => sha256));
  const own = arraysOf(runs.get(run));
  runs.delete(run);
  const others = new Set([...runs.values()].flatMap(arraysOf));
  for (const sha256 of own) if (!others.has(sha256)) await client.unlink(arrayKey(sha256));
}

/** How messages name a run: as the folder that it has by default. */
export const nameOf = (run: string, { experiment }: Identity) => `${experiment}-${run}`;
