import type { ShardFiles } from "../../executors/executor.js";
import { digestOf } from "../../identity.js";
import { factsOf, type Receipt } from "../../layout.js";
import { readChunks, writeChunks } from "./chunks.js";
import { backlogKey, RUNS, receiptsKey, tableKey } from "./keys.js";
import type { Server } from "./server.js";

/** What says of a computed shard that it is, and where; its tables are on the server, or in the shared folder. */
export interface Delivery extends Pick<Receipt, "files" | "seconds" | "attempts"> {
  /** Bytes of its tables on the server. */
  readonly held: number;
  readonly worker: string;
  /** "Node 20.19.0" */
  readonly engine: string;
}

/** Tables without a receipt go after so many seconds: of a worker that died between the two. */
const UNDELIVERED = 3600;

/**
 * The shards of a run that are computed and wait to be collected.
 *
 * A shard may be delivered twice, by workers of which one was taken for dead: the bytes are the same, and the first receipt
 * counts.
 */
export class Results {
  constructor(
    private readonly server: Server,
    private readonly run: string,
  ) {}

  /** Puts the tables of a shard on the server. @returns what its receipt says of them */
  async upload(shard: string, files: ShardFiles): Promise<Receipt["files"]> {
    await Promise.all(
      Object.entries(files).map(([table, { bytes }]) =>
        writeChunks(this.server.client, tableKey(this.run, shard, table), bytes, UNDELIVERED),
      ),
    );
    return factsOf(files);
  }

  /** Writes a shard's receipt, by which it is computed. Of a run that is collected meanwhile nothing is kept. */
  async deliver(shard: string, delivery: Delivery): Promise<void> {
    const tables = Object.keys(delivery.files).map((table) => tableKey(this.run, shard, table));
    await this.server.client.eval(
      DELIVER,
      3 + tables.length,
      ...[RUNS, receiptsKey(this.run), backlogKey(this.run), ...tables],
      ...[this.run, shard, JSON.stringify(delivery)],
    );
  }

  /** Each shard that waits; one of them may come twice. */
  async *waiting(): AsyncGenerator<readonly [shard: string, delivery: Delivery]> {
    let cursor = "0";
    do {
      const [next, entries] = await this.server.client.hscan(receiptsKey(this.run), cursor);
      cursor = next;
      for (let at = 0; at < entries.length; at += 2)
        yield [entries[at] as string, JSON.parse(entries[at + 1] as string)];
    } while (cursor !== "0");
  }

  async shards(): Promise<string[]> {
    return this.server.client.hkeys(receiptsKey(this.run));
  }

  /** The tables of a shard that waits, or what is wrong with them. */
  async download(shard: string, { files }: Delivery): Promise<ShardFiles | string> {
    const found: Record<string, ShardFiles[string]> = {};
    for (const [table, { bytes: length, rows, sha256: hash }] of Object.entries(files)) {
      const bytes = await readChunks(this.server.client, tableKey(this.run, shard, table), length);
      if (bytes === undefined) return `a part of its table ${table} is missing`;
      if ((await digestOf(bytes)) !== hash) return `its table ${table} does not have the hash of its receipt`;
      found[table] = { bytes, rows };
    }
    return found;
  }

  /** Takes a shard, its tables and its receipt, off the server. */
  async remove(shard: string, { files }: Delivery): Promise<void> {
    const tables = Object.keys(files).map((table) => tableKey(this.run, shard, table));
    const keys = [receiptsKey(this.run), backlogKey(this.run), ...tables];
    await this.server.client.eval(REMOVE, keys.length, ...keys, shard);
  }

  /** Shards that wait, and the bytes of their tables on the server. */
  async backlog(): Promise<{ shards: number; bytes: number }> {
    const { client } = this.server;
    const [shards, bytes] = await Promise.all([
      client.hlen(receiptsKey(this.run)),
      client.get(backlogKey(this.run)),
    ]);
    return { shards, bytes: Number(bytes ?? 0) };
  }
}

const DELIVER = `
local runs, receipts, backlog = KEYS[1], KEYS[2], KEYS[3]
local run, shard, delivery = ARGV[1], ARGV[2], ARGV[3]
local isRegistered = redis.call("HEXISTS", runs, run) == 1
for i = 4, #KEYS do redis.call(isRegistered and "PERSIST" or "UNLINK", KEYS[i]) end
if isRegistered and redis.call("HSETNX", receipts, shard, delivery) == 1 then
  redis.call("INCRBY", backlog, string.format("%.0f", cjson.decode(delivery).held))
end`;

const REMOVE = `
local receipts, backlog, shard = KEYS[1], KEYS[2], ARGV[1]
local delivery = redis.call("HGET", receipts, shard)
if delivery then
  redis.call("HDEL", receipts, shard)
  redis.call("DECRBY", backlog, string.format("%.0f", cjson.decode(delivery).held))
end
for i = 3, #KEYS do redis.call("UNLINK", KEYS[i]) end`;
