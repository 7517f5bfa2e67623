import { type Address, parseAddress } from "../runs/node/queue/address.js";
import type { Io } from "./io.js";
import { type Arguments, type Option, UsageError } from "./usage.js";

/** A password in it is seen by whoever lists the processes of the machine; a variable's is not. */
const VARIABLE = "LOSSCAPE_REDIS";

export const redisOption = {
  redis: {
    value: "URL",
    help: `the server, redis://:PASSWORD@HOST:PORT, with TLS rediss:// (default: ${VARIABLE} of the environment)`,
  },
} as const satisfies Record<string, Option>;

/** The server that the command line or the environment names. */
export function givenAddress(args: Arguments, { env }: Io): Address {
  const given = args.text("redis");
  if (given !== undefined) return parseAddress("--redis", given);
  const fallback = env[VARIABLE];
  if (!fallback) throw new UsageError(`--redis URL is missing, and ${VARIABLE} is not set`);
  return parseAddress(VARIABLE, fallback);
}
