import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Table, tableToIPC, vectorFromArray } from "apache-arrow";
import type { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { provideHost } from "../../ts/runs/host.js";
import { nodeFiles } from "../../ts/runs/node/files.js";
import { folderStore } from "../../ts/runs/node/folder.js";
import { losscape as runCommand } from "../support/cli.js";
import { output } from "../support/commands.js";
import { startCore } from "../support/core.js";
import { need, program } from "../support/optional.js";
import { freePort, type RedisServer, startRedis } from "../support/redis.js";
import { GLASSES, tablesOf } from "../support/runs.js";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** Six shards. */
const RUN = ["spin-glass-minima", "--set", "sizes=5,6", "--set", "disorders=3", "--set", "replicas=3"];

let root: string;
let server: RedisServer | undefined;
let client: Redis;
let url: string;
let whole: Buffer[];
let out: string;

const losscape = (...argv: string[]) => runCommand(argv);
/** A command that asks the server. */
const queue = (...argv: string[]) => losscape(...argv, "--redis", url);
const submit = (...more: string[]) => queue("submit", ...RUN, "--out", out, ...more);
const worker = (...more: string[]) => queue("worker", "--idle", "0", ...more);
const collect = () => queue("collect", out);
const tablesIn = (path: string) => tablesOf(GLASSES, path);

/** Eight samples of two classes, as an Arrow file. */
function samples(scale: number): Uint8Array {
  const places = Array.from({ length: 8 }, (_, place) => place);
  const numbers = (of: (place: number) => number) => vectorFromArray(Float64Array.from(places, of));
  const columns = {
    label: numbers((place) => place % 2),
    part: vectorFromArray(places.map((place) => (place < 6 ? "train" : "test"))),
    width: numbers((place) => scale * place),
    height: numbers((place) => (place * place) % 5),
  };
  return tableToIPC(new Table(columns), "file");
}

/** What the server knows of its one run. */
async function registered() {
  const [[hash, text] = []] = Object.entries(await client.hgetall("losscape:runs"));
  return { hash: hash as string, about: JSON.parse(text as string) };
}

beforeAll(async () => {
  provideHost({ engine: "test", cores: 1, memory: 2e9, openFolder: folderStore, files: nodeFiles });
  await startCore();
  root = await mkdtemp(join(tmpdir(), "losscape-queue-"));
  expect(await losscape("run", ...RUN, "--out", join(root, "whole"))).toMatchObject({ code: 0 });
  whole = await tablesIn(join(root, "whole"));
});
beforeEach(async (context) => {
  if (server === undefined) {
    server = await startRedis(context);
    client = server.client();
  }
  url = server.url;
  await client.flushall();
  out = await mkdtemp(join(root, "run-"));
});
afterAll(async () => {
  await server?.stop();
  await rm(root, { recursive: true, force: true });
});

test("submit, worker and collect leave the table bytes and the answer of one run, and nothing on the server", async () => {
  expect((await submit()).out).toBe(`6 of 6 shards submitted; losscape collect ${out} makes the tables\n`);
  expect(await worker()).toMatchObject({ code: 0, out: "6 shards computed\n" });
  const collected = await collect();
  expect(collected.code, collected.err).toBe(0);
  expect(await tablesIn(out)).toEqual(whole);
  expect(collected.out).toBe((await losscape("run", ...RUN, "--out", join(root, "whole"))).out);
  expect(JSON.parse(await readFile(join(out, "made.json"), "utf8"))).toMatchObject({
    engine: "test",
    workers: 1,
    shards: 6,
    reused: 0,
  });
  expect(await client.keys("losscape:*")).toEqual([]);
  expect(await collect()).toMatchObject({ code: 0, out: collected.out });
});

test("by a shared folder no table crosses the server", async () => {
  await submit("--shared");
  await worker();
  expect(await client.keys("losscape:table:*")).toEqual([]);
  expect((await readdir(join(out, "shards"))).filter((name) => name.endsWith(".json"))).toHaveLength(6);
  expect(await collect()).toMatchObject({ code: 0 });
  expect(await tablesIn(out)).toEqual(whole);
});

test("of a run that is partly done the rest is submitted, and what is in the queue is not submitted again", async () => {
  await losscape("run", ...RUN, "--shard", "1/3", "--out", out);
  expect((await submit()).out).toMatch(/^4 of 6 shards submitted, 2 finished before; /);
  expect((await submit()).out).toMatch(
    /^0 of 6 shards submitted, 2 finished before, 4 in the queue already; /,
  );
  await worker();
  expect((await submit()).out).toMatch(
    /^0 of 6 shards submitted, 2 finished before, 4 in the queue already; /,
  );
  expect(await collect()).toMatchObject({ code: 0 });
  expect(await tablesIn(out)).toEqual(whole);
  expect((await submit()).out).toMatch(/^0 of 6 shards submitted, 6 finished before; /);
});

test("a worker of another build refuses the run, with both hashes", async () => {
  await submit();
  const { hash, about } = await registered();
  const { wasm } = about.identity.build;
  about.identity.build.wasm = "cd".repeat(32);
  await client.hset("losscape:runs", hash, JSON.stringify(about));
  const { code, err } = await worker();
  expect(code).toBe(1);
  expect(err).toContain(
    `spin-glass-minima-${hash} is not computed here: it is of another build: wasm is "${"cd".repeat(32)}" there and "${wasm}" here\n`,
  );
});

test("a table that is damaged on the server is said, and its shard computed again", async () => {
  await submit();
  await worker();
  const [key = ""] = await client.keys("losscape:table:*:n5-draw1:minima");
  await client.hset(key, "0", (await client.hgetBuffer(key, "0"))?.fill(1, 300, 301) as Buffer);
  const [collected] = await Promise.all([collect(), queue("worker", "--idle", "1")]);
  expect(collected.code, collected.err).toBe(0);
  expect(collected.err).toContain(
    "shard n5-draw1 arrived damaged (its table minima does not have the hash of its receipt) and is computed again\n",
  );
  expect(await tablesIn(out)).toEqual(whole);
});

test("shards that the server has lost are submitted again; of a run that it does not hold nothing is collected", async () => {
  await submit();
  await client.del(await client.keys("losscape:queue:*"));
  const [collected] = await Promise.all([collect(), queue("worker", "--idle", "1")]);
  expect(collected.code, collected.err).toBe(0);
  expect(collected.err).toContain("6 shards that the queue does not hold: submitted again\n");
  expect(await tablesIn(out)).toEqual(whole);
  await rm(out, { recursive: true });
  await submit();
  await client.flushall();
  expect((await collect()).err).toMatch(
    /^losscape: redis:.*: it does not hold spin-glass-minima-\w{12}: losscape submit puts it there\n$/,
  );
});

test("where results wait beyond the backlog workers begin no shard until they are collected", async () => {
  await submit("--backlog", "0.001");
  const { out: said, err } = await worker();
  expect(said).toBe("1 shard computed\n");
  expect(err).toMatch(
    /spin-glass-minima-\w{12} waits: [\d.]+ MB of results are to be fetched first, by losscape collect\n/,
  );
  const [collected] = await Promise.all([collect(), queue("worker", "--idle", "2")]);
  expect(collected.code, collected.err).toBe(0);
  expect(await tablesIn(out)).toEqual(whole);
});

test("status tells of every run and worker on the server", async () => {
  await submit();
  const { hash } = await registered();
  const before = `${url}: 1 run, 0 workers\nspin-glass-minima-${hash}: 0 of 6 shards done, 6 waiting, 0 running, 0 failed; `;
  expect((await queue("status")).out).toBe(`${before}0 results (0 MB) to be collected\n`);
  await worker();
  expect(JSON.parse((await queue("status", "--json")).out)).toMatchObject({
    runs: [{ experiment: "spin-glass-minima", shards: 6, done: 6, waiting: 0, failed: [], uncollected: 6 }],
    workers: [],
  });
});

test("networks learn data that each worker has, or that are shipped once; other data are refused with both hashes", async () => {
  const [file, other] = [join(root, "own.arrow"), join(root, "other.arrow")];
  await writeFile(file, samples(1));
  await writeFile(other, samples(2));
  const run = ["network-losses", ...["hidden=2", "replicas=2", "epochs=1"].flatMap((set) => ["--set", set])];
  const named = [...run, "--data", `arrow:${file}`];
  const path = join(out, "local");
  expect(await losscape("run", ...named, "--out", path)).toMatchObject({ code: 0 });
  const networks = await readFile(join(path, "tables", "networks.arrow"));

  const own = join(out, "own");
  await queue("submit", ...named, "--out", own);
  const without = await worker();
  expect(without.code).toBe(1);
  expect(without.err).toContain("its data own are not here");
  const wrong = await worker("--data", `arrow:${other}`);
  expect(wrong.err).toMatch(/is not computed here: data own is "[\da-f-]+" there and "[\da-f-]+" here\n/);
  expect(await worker("--data", `arrow:${file}`)).toMatchObject({ code: 0 });
  expect(await queue("collect", own)).toMatchObject({ code: 0 });
  expect(await readFile(join(own, "tables", "networks.arrow"))).toEqual(networks);

  const shipped = join(out, "shipped");
  await queue("submit", ...named, "--out", shipped, "--ship");
  expect(await worker()).toMatchObject({ code: 0 });
  expect(await queue("collect", shipped)).toMatchObject({ code: 0 });
  expect(await readFile(join(shipped, "tables", "networks.arrow"))).toEqual(networks);
  expect(await client.keys("losscape:*")).toEqual([]);
});

test.each([
  "http://:secret@host",
  "redis://:secret@",
  "redis://:secret@host/name",
  "redis://host?password=secret",
  "redis://:sec ret@ho st",
  ":secret@host:6379",
])("--redis %s exits 2, and nothing shows the password", async (address) => {
  const { code, err } = await losscape("status", "--redis", address);
  expect(code).toBe(2);
  expect(err).toMatch(/^losscape: --redis: got ".*", expected redis:\/\/[^\n]*\n$/);
  expect(err).not.toMatch(/sec ?ret/);
});

test("a server that cannot be reached or does not let us in is one sentence", async (context) => {
  expect(await losscape("worker", "--redis", "redis://:secret@127.0.0.1:1/3")).toMatchObject({
    code: 1,
    err: "losscape: redis://127.0.0.1:1/3: it cannot be reached: nothing listens there\n",
  });
  const { host } = new URL(url);
  expect((await losscape("status", "--redis", `redis://${host}/99`)).err).toBe(
    `losscape: redis://${host}/99: it has no database of that number\n`,
  );
  const closed = await startRedis(context, ["--requirepass", "se:cr@t"]);
  try {
    const { host } = new URL(closed.url);
    for (const [password, reason] of [
      ["", "it wants a password: redis://:PASSWORD@HOST"],
      [":wrong@", "the user or the password is wrong"],
      ["nobody:secret@", "the user or the password is wrong"],
    ])
      expect(await losscape("status", "--redis", `redis://${password}${host}`)).toMatchObject({
        code: 1,
        err: `losscape: redis://${host}: ${reason}\n`,
      });
    const env = { LOSSCAPE_REDIS: `redis://:${encodeURIComponent("se:cr@t")}@${host}` };
    expect(await runCommand(["status"], undefined, { env })).toMatchObject({
      code: 0,
      out: `redis://${host}: 0 runs, 0 workers\n`,
    });
  } finally {
    await closed.stop();
  }
});

test("a server that starts just after who asks it is waited for", async (context) => {
  const port = String(await freePort());
  const asked = losscape("status", "--redis", `redis://127.0.0.1:${port}`);
  // So late that it has been refused before.
  await sleep(500);
  const late = await startRedis(context, ["--port", port]);
  try {
    expect(await asked).toMatchObject({ code: 0, err: "" });
  } finally {
    await late.stop();
  }
});

test("rediss:// is TLS, by certificates that Node is told to trust", async (context) => {
  const openssl = need(context, program("openssl"));
  const [key, certificate] = [join(root, "key.pem"), join(root, "certificate.pem")];
  const named = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-nodes", "-days", "2"];
  const written = ["-keyout", key, "-out", certificate];
  await output(openssl, ["req", "-x509", "-newkey", "rsa:2048", ...named, ...written], root);
  const port = String(await freePort());
  const files = ["--tls-cert-file", certificate, "--tls-key-file", key, "--tls-auth-clients", "no"];
  const secure = await startRedis(context, ["--tls-port", port, ...files]);
  const address = `127.0.0.1:${port}`;
  try {
    expect((await losscape("status", "--redis", `rediss://${address}`)).err).toBe(
      `losscape: rediss://${address}: its certificate is not trusted: NODE_EXTRA_CA_CERTS names a file of those that are\n`,
    );
    expect((await losscape("status", "--redis", `redis://${address}`)).err).toBe(
      `losscape: redis://${address}: it closes the connection; a server that wants TLS is named by rediss://\n`,
    );
    const trusting = [CLI, "status", "--redis", `rediss://${address}`];
    expect(await output(process.execPath, trusting, root, { NODE_EXTRA_CA_CERTS: certificate })).toBe(
      `rediss://${address}: 0 runs, 0 workers\n`,
    );
  } finally {
    await secure.stop();
  }
});

test("without a server that is named, wrong usage is said", async () => {
  for (const command of [["submit", ...RUN], ["worker"], ["collect", out], ["status"]])
    expect(await losscape(...command)).toMatchObject({
      code: 2,
      err: "losscape: --redis URL is missing, and LOSSCAPE_REDIS is not set\n",
    });
  expect((await queue("status", out)).err).toBe("losscape: DIR and --redis exclude each other\n");
});
