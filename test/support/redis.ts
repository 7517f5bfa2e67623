import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import type { TestContext } from "vitest";
import { need, redisServer } from "./optional.js";

/** A server of a test's own, which writes down all that it does (AOF). */
export interface RedisServer {
  readonly url: string;
  /** Ends it as a crash would, and starts it again with what it has written down. */
  restart(): Promise<void>;
  /** Asks it from outside. */
  client(): Redis;
  stop(): Promise<void>;
}

/** @param options  as on the server's command line */
export async function startRedis(
  context: TestContext,
  options: readonly string[] = [],
): Promise<RedisServer> {
  const path = need(context, redisServer());
  const folder = await mkdtemp(join(tmpdir(), "losscape-redis-"));
  const port = await freePort();
  const clients: Redis[] = [];
  const start = () =>
    started(path, ["--port", String(port), "--dir", folder, "--appendonly", "yes", ...options]);
  const url = `redis://127.0.0.1:${port}`;
  let server = await start();
  return {
    url,
    async restart() {
      await ended(server);
      server = await start();
    },
    client() {
      const client = new Redis(url);
      clients.push(client);
      return client;
    },
    async stop() {
      for (const client of clients) client.disconnect();
      await ended(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function started(path: string, args: readonly string[]): Promise<ChildProcess> {
  const server = spawn(path, ["--bind", "127.0.0.1", "--save", "", ...args]);
  let said = "";
  server.stdout.on("data", (text) => {
    said += text;
  });
  while (!said.includes("Ready to accept connections")) {
    if (server.exitCode !== null) throw new Error(`the server ended: ${said}`);
    await sleep(10);
  }
  return server;
}

async function ended(server: ChildProcess): Promise<void> {
  const end = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGKILL");
  await end;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
