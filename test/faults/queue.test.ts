import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { output, type Started, started } from "../support/commands.js";
import { startRedis } from "../support/redis.js";
import { CLI, GLASSES, named, tablesOf, undisturbed } from "../support/runs.js";
import { SIMD } from "../support/simd.js";

/** How many processes are killed in the soak. */
const KILLS = Number(process.env.LOSSCAPE_KILLS ?? 4);

let root: string;
let whole: Buffer[];
const alive = new Set<Started>();

const command = (...argv: string[]) => output(process.execPath, [CLI, ...argv], root);
const tablesIn = (folder: string) => tablesOf(GLASSES, join(root, folder));

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "losscape-queue-"));
  whole = await undisturbed(GLASSES);
});
afterAll(async () => {
  for (const child of alive) child.kill("SIGKILL");
  await rm(root, { recursive: true, force: true });
});

const never = new Promise<never>(() => {});

function start(...argv: string[]): Started {
  const child = started(process.execPath, [CLI, ...argv], root);
  alive.add(child);
  void child.ended.then(() => alive.delete(child));
  return child;
}

const submit = (url: string, out: string) =>
  command("submit", ...named(GLASSES), "--redis", url, "--out", out);
const worker = (url: string) =>
  start("worker", "--simd", SIMD, "--redis", url, "--workers", "1", "--stall", "1");
const collect = (url: string, out: string) => start("collect", out, "--redis", url);

/** A job that a process is at, once it is at one. */
async function jobOf(client: Redis, { pid }: Started): Promise<string> {
  for (;;) {
    for (const key of await client.keys("losscape:queue:*:lock")) {
      const [worker] = (await client.get(key))?.split(":") ?? [];
      const said = await client.get(`losscape:worker:${worker}`);
      if (said !== null && JSON.parse(said).pid === pid) return key.replace(/:lock$/, "");
    }
    await sleep(2);
  }
}

test("two of three workers killed in mid-shard and the server restarted in mid-run leave the table bytes of one run", async (context) => {
  const server = await startRedis(context);
  const { url } = server;
  const client = server.client();
  try {
    await submit(url, "queued");
    const workers = [worker(url), worker(url), worker(url)] as const;
    const [first, second, left] = workers;
    for (const victim of [first, second]) {
      const job = await jobOf(client, victim);
      victim.kill("SIGKILL");
      expect(await victim.ended).toBe("SIGKILL");
      expect(await client.exists(job)).toBe(1);
    }
    const collecting = collect(url, "queued");
    while (!(await readdir(join(root, "queued"))).includes("shards")) await sleep(5);
    await server.restart();
    expect(await collecting.ended, collecting.said()).toBe(0);
    expect(await tablesIn("queued")).toEqual(whole);
    expect(left.said()).toContain(`${url}: connected again`);
    left.kill("SIGINT");
    expect(await left.ended, left.said()).toBe(130);
  } finally {
    await server.stop();
  }
});

test(`${KILLS} kills of workers, of who collects and of the server, at random instants, leave the table bytes of one run`, {
  timeout: 60_000 + 30_000 * KILLS,
}, async (context) => {
  const server = await startRedis(context);
  const { url } = server;
  let round = 0;
  const next = async () => {
    round += 1;
    await submit(url, `round${round}`);
    return collect(url, `round${round}`);
  };
  try {
    const workers = [worker(url), worker(url), worker(url)];
    let collecting = await next();
    for (let kills = 0; ; ) {
      const end = await Promise.race([
        collecting.ended,
        kills < KILLS ? sleep(700 * Math.random(), "go on") : never,
      ]);
      if (end === 0) {
        expect(await tablesIn(`round${round}`)).toEqual(whole);
        if (kills === KILLS) break;
        collecting = await next();
        continue;
      }
      expect(end, collecting.said()).toBe("go on");
      kills += 1;
      const victim = Math.floor(5 * Math.random());
      if (victim === 4) await server.restart();
      else if (victim === 3) {
        collecting.kill("SIGKILL");
        // It may have ended before.
        if ((await collecting.ended) === "SIGKILL") collecting = collect(url, `round${round}`);
      } else {
        const { kill, ended, said } = workers[victim] as Started;
        kill("SIGKILL");
        expect(await ended, said()).toBe("SIGKILL");
        workers[victim] = worker(url);
      }
    }
  } finally {
    await server.stop();
  }
});

test("a worker that is stopped for a while loses its shard to another, and what it then delivers changes nothing", async (context) => {
  const server = await startRedis(context);
  const { url } = server;
  const client = server.client();
  try {
    await submit(url, "stopped");
    const slow = worker(url);
    const job = await jobOf(client, slow);
    slow.kill("SIGSTOP");
    expect(await client.exists(job)).toBe(1);
    const other = worker(url);
    const collecting = collect(url, "stopped");
    expect(await collecting.ended, collecting.said()).toBe(0);
    expect(await tablesIn("stopped")).toEqual(whole);
    slow.kill("SIGCONT");
    while (!slow.said().includes("was taken for lost meanwhile")) await sleep(5);
    // What the workers have of the run they drop when they see that it is gone.
    while ((await client.keys("losscape:[^w]*")).length > 0) await sleep(20);
    for (const { kill, ended } of [slow, other]) {
      kill("SIGINT");
      expect(await ended).toBe(130);
    }
  } finally {
    await server.stop();
  }
});
