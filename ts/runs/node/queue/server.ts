import type { Redis } from "ioredis";
import { QueueError } from "../../../base/errors.js";
import { type Address, shown } from "./address.js";
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

/**
 * Does work with a server. One that is lost meanwhile is waited for, which is said; what was asked of it is then asked again, so
 * that whatever is done with it must bear to be done twice.
 *
 * @throws QueueError  it cannot be reached, or does not let us in; it was lost and did not come back; it refuses a command
 * @throws MissingPackageError
 */
export async function withServer<T>(
  address: Address,
  onMessage: (message: string) => void,
  work: (server: Server) => Promise<T>,
): Promise<T> {
  const { Redis, Queue, Worker } = await loadPackages();
  const name = shown(address);
  const state: { phase: "connecting" | "connected" | "closing"; lostAt?: number; error?: Error } = {
    phase: "connecting",
  };
  const client = new Redis(address.href, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT,
    socketTimeout: SILENCE,
    maxRetriesPerRequest: null,
    retryStrategy(times) {
      const hasPatience = state.lostAt === undefined || performance.now() - state.lostAt < PATIENCE;
      return state.phase === "connected" && hasPatience ? Math.min(100 * times, LONGEST_DELAY) : null;
    },
  });
  client.on("error", (error) => {
    state.error = error;
  });
  client.on("close", () => {
    if (state.phase !== "connected" || state.lostAt !== undefined) return;
    state.lostAt = performance.now();
    onMessage(`${name}: the connection is lost; it is tried again for up to ${PATIENCE / 60_000} min`);
  });
  client.on("ready", () => {
    if (state.lostAt !== undefined) onMessage(`${name}: connected again`);
    delete state.lostAt;
  });
  try {
    await client.connect();
    // Of a database that there is not the client tells in passing, and goes on with another.
    if (state.error !== undefined) throw state.error;
    state.phase = "connected";
    await checkServer(client, name, onMessage);
    return await work({ name, client, Queue, Worker });
  } catch (error) {
    throw isOfServer(error) ? new QueueError(name, reasonOf(state.error, error)) : error;
  } finally {
    state.phase = "closing";
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

/** Whether the client, the connection or the server's answer failed, and not this program. */
function isOfServer(error: unknown): error is Error {
  return error instanceof Error && (error.name === "ReplyError" || CLOSED.test(error.message));
}

const CLOSED = /^Connection is closed\.|^Socket timeout|aborted due to connection close/;

/** @param seen  what the connection told last, which says more than that it is closed */
function reasonOf(seen: (Error & { code?: string }) | undefined, error: Error): string {
  const { code, message } =
    seen !== undefined && CLOSED.test(error.message) ? seen : (error as NodeJS.ErrnoException);
  const known = REASONS.find(([pattern]) => pattern.test(`${code} ${message}`));
  if (known !== undefined) return known[1];
  return CLOSED.test(message)
    ? "it closes the connection; a server that wants TLS is named by rediss://"
    : message;
}

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED/, "it cannot be reached: nothing listens there"],
  [/ENOTFOUND|EAI_AGAIN/, "it cannot be reached: there is no such host"],
  [/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/, "it cannot be reached: it does not answer"],
  [/WRONGPASS|invalid password/, "the user or the password is wrong"],
  [/NOAUTH/, "it wants a password: redis://:PASSWORD@HOST"],
  [/DB index|invalid DB/, "it has no database of that number"],
  [
    /SELF_SIGNED|UNABLE_TO|CERT_/,
    "its certificate is not trusted: NODE_EXTRA_CA_CERTS names a file of those that are",
  ],
  [/ERR_TLS_CERT_ALTNAME/, "its certificate is that of another host"],
  [/EPROTO|WRONG_VERSION/, "it speaks no TLS there: redis:// names a server without"],
];
