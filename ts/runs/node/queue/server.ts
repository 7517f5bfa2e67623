import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import { AbortedError, QueueError } from "../../../base/errors.js";
import { type Address, shown } from "./address.js";
import { isPassing, reasonOf } from "./failure.js";
import { loadPackages, type Packages } from "./packages.js";

/** A Redis server that is connected. */
export interface Server extends Pick<Packages, "Queue" | "Worker"> {
  /** How messages name it. */
  readonly name: string;
  readonly client: Redis;
}

const CONNECT_TIMEOUT = 10_000;
/** A server that says nothing for so long is taken for lost, though its connection stands. */
const SILENCE = 30_000;
/** So long a server that was lost is waited for: it may be started again, or its host. */
const PATIENCE = 600_000;
const LONGEST_DELAY = 2_000;
/** So long one is waited for that is not there at first: it may be starting, or be started again just now. */
const FIRST_PATIENCE = 3_000;

interface Watched {
  readonly signal?: AbortSignal;
  readonly onMessage: (message: string) => void;
}

/**
 * Does work with a server. One that is lost meanwhile is waited for, which is said; what was asked of it is then asked again, so
 * that whatever is done with it must bear to be done twice.
 *
 * @throws QueueError  it cannot be reached, or does not let us in; it was lost and did not come back; it refuses a command
 * @throws AbortedError  the signal, while the server is lost: else the work itself ends
 * @throws MissingPackageError
 */
export async function withServer<T>(
  address: Address,
  { signal, onMessage }: Watched,
  work: (server: Server) => Promise<T>,
): Promise<T> {
  const { Redis, Queue, Worker } = await loadPackages();
  const name = shown(address);
  let isConnected = false;
  let lostAt: number | undefined;
  let error: Error | undefined;
  const client = new Redis(address.href, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT,
    socketTimeout: SILENCE,
    maxRetriesPerRequest: null,
    retryStrategy(times) {
      const hasPatience = lostAt === undefined || performance.now() - lostAt < PATIENCE;
      return isConnected && hasPatience && !signal?.aborted ? Math.min(100 * times, LONGEST_DELAY) : null;
    },
  });
  client.on("error", (told) => {
    error = told;
  });
  client.on("close", () => {
    if (!isConnected || lostAt !== undefined) return;
    lostAt = performance.now();
    onMessage(`${name}: the connection is lost; it is tried again for up to ${PATIENCE / 60_000} min`);
  });
  client.on("ready", () => {
    if (lostAt !== undefined) onMessage(`${name}: connected again`);
    lostAt = undefined;
  });
  const abort = () => {
    if (lostAt !== undefined) client.disconnect();
  };
  signal?.addEventListener("abort", abort);
  try {
    for (const begin = performance.now(); ; ) {
      error = undefined;
      const failure = await client.connect().catch((failure: unknown) => failure);
      // Of a database that there is not the client tells in passing, and goes on with another.
      const told: unknown = error ?? failure;
      if (told === undefined) break;
      const isWaitedFor = isPassing(told) && performance.now() - begin < FIRST_PATIENCE && !signal?.aborted;
      if (!isWaitedFor) throw told;
      await sleep(100);
    }
    isConnected = true;
    await checkServer(client, name, onMessage);
    return await work({ name, client, Queue, Worker });
  } catch (failure) {
    const reason = reasonOf(failure, error);
    if (reason === undefined) throw failure;
    if (signal?.aborted) throw new AbortedError(name, undefined, { cause: signal.reason });
    throw new QueueError(name, reason);
  } finally {
    isConnected = false;
    signal?.removeEventListener("abort", abort);
    client.disconnect();
  }
}

/** BullMQ's scripts need it. */
const OLDEST = [6, 2] as const;

async function checkServer(client: Redis, name: string, onMessage: (message: string) => void): Promise<void> {
  const info = new Map(
    (await client.info()).split(/\r?\n/).map((line) => line.split(":", 2) as [string, string]),
  );
  const version = info.get("redis_version") ?? "";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    throw new QueueError(name, `it is Redis ${version}, and the queue needs ${OLDEST.join(".")}`);
  const policy = info.get("maxmemory_policy") ?? "noeviction";
  if (policy !== "noeviction")
    onMessage(
      `${name}: its maxmemory-policy is ${policy}, by which it may drop shards; noeviction keeps them`,
    );
}
