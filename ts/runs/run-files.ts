import { RunFolderError, RunMismatchError } from "../base/errors.js";
import type { TableSpec } from "../tables/spec.js";
import type { ShardFiles } from "./executors/executor.js";
import { toWire, type WireError } from "./executors/wire.js";
import { differences, type RunRecord, sha256 } from "./identity.js";
import type { Store } from "./store.js";

/** Written last of a shard's files: a shard without one is unfinished. */
export interface Receipt {
  readonly files: Readonly<Record<string, { sha256: string; rows: number; bytes: number }>>;
  readonly seconds: number;
  readonly attempts: number;
}

/** A shard's last error, kept until the shard succeeds. */
export interface Failure {
  readonly error: Pick<WireError, "name" | "message">;
  readonly attempts: number;
}

const RUN = "run.json";
const receiptOf = (id: string) => `shards/${id}.json`;
const failureOf = (id: string) => `failures/${id}.json`;
const shardFileOf = (id: string, table: string) => `shards/${id}.${table}.arrow`;
export const tableFileOf = (table: string) => `tables/${table}.arrow`;

/** Writes `run.json`, or finds that it says the same. @throws RunMismatchError  RunFolderError  LockedError */
export async function startRun(store: Store, record: RunRecord): Promise<void> {
  const there = await readRun(store);
  if (there !== undefined) return refuseOther(store, there, record);
  if (!(await store.isEmpty()))
    throw new RunFolderError(store.path, "is not empty and holds no run (there is no run.json in it)");
  await store.exclusively(async () => {
    const meanwhile = await readRun(store);
    if (meanwhile !== undefined) refuseOther(store, meanwhile, record);
    else await store.write(RUN, json(record));
  });
}

function refuseOther(store: Store, there: RunRecord, here: RunRecord): void {
  const found = differences(there, here);
  if (found.length > 0) throw new RunMismatchError(store.path, found);
}

/** What run the store holds; undefined when it holds none. */
export async function readRun(store: Store): Promise<RunRecord | undefined> {
  const bytes = await store.read(RUN);
  if (bytes === undefined) return undefined;
  const record = parse(bytes) as Partial<RunRecord> | undefined;
  if (typeof record?.experiment !== "string" || !isObject(record.config) || !Array.isArray(record.plan))
    throw new RunFolderError(store.path, "its run.json is damaged: use another folder, or remove this one");
  return record as RunRecord;
}

/** A shard's receipt, its files not looked at; undefined when there is none that can be read. */
export async function readReceipt(store: Store, id: string): Promise<Receipt | undefined> {
  const bytes = await store.read(receiptOf(id));
  const receipt = bytes && (parse(bytes) as Partial<Receipt> | undefined);
  return isObject(receipt?.files) ? (receipt as Receipt) : undefined;
}

export async function readFailure(store: Store, id: string): Promise<Failure | undefined> {
  const bytes = await store.read(failureOf(id));
  return bytes && (parse(bytes) as Failure | undefined);
}

/** The receipt of a finished shard, every file of which has its hash; or what is wrong with it. */
export async function checkShard(
  store: Store,
  id: string,
  tables: readonly TableSpec[],
): Promise<Receipt | { damage: string } | "unfinished"> {
  if ((await store.read(receiptOf(id))) === undefined) return "unfinished";
  const receipt = await readReceipt(store, id);
  if (receipt === undefined) return { damage: "its receipt cannot be read" };
  for (const { name } of tables) {
    const bytes = await store.read(shardFileOf(id, name));
    if (bytes === undefined) return { damage: `its table ${name} is missing` };
    if ((await sha256(bytes)) !== receipt.files[name]?.sha256)
      return { damage: `its table ${name} does not have the hash of its receipt` };
  }
  return receipt;
}

/** Keeps a finished shard: its tables, then its receipt. */
export async function keepShard(
  store: Store,
  id: string,
  files: ShardFiles,
  cost: { seconds: number; attempts: number },
): Promise<Receipt> {
  const entries = await Promise.all(
    Object.entries(files).map(async ([table, { bytes, rows }]) => {
      await store.write(shardFileOf(id, table), bytes);
      return [table, { sha256: await sha256(bytes), rows, bytes: bytes.length }] as const;
    }),
  );
  const receipt: Receipt = { files: Object.fromEntries(entries), ...cost };
  await store.write(receiptOf(id), json(receipt));
  await store.remove(failureOf(id));
  return receipt;
}

/** Takes back a damaged shard's receipt, so that a stop before it is computed again leaves it unfinished. */
export function dropReceipt(store: Store, id: string): Promise<void> {
  return store.remove(receiptOf(id));
}

export function keepFailure(store: Store, id: string, error: unknown, attempts: number): Promise<void> {
  const { name, message } = toWire(error);
  return store.write(failureOf(id), json({ error: { name, message }, attempts } satisfies Failure));
}

/** Writes the merged tables, each the shards' rows in plan order. */
export async function mergeTables(
  store: Store,
  tables: readonly TableSpec[],
  receipts: ReadonlyMap<string, Receipt>,
): Promise<void> {
  const { mergeFiles } = await import("../tables/index.js");
  await store.exclusively(async () => {
    for (const spec of tables)
      await store.write(tableFileOf(spec.name), mergeFiles(spec, parts(store, spec.name, receipts)));
  });
}

async function* parts(store: Store, table: string, receipts: ReadonlyMap<string, Receipt>) {
  for (const [id, receipt] of receipts) {
    const bytes = await store.read(shardFileOf(id, table));
    if (bytes === undefined || (await sha256(bytes)) !== receipt.files[table]?.sha256)
      throw new RunFolderError(store.path, `shard ${id} changed while its tables were merged: run again`);
    yield bytes;
  }
}

/** A merged table's bytes. @throws RunFolderError when the run is not finished. */
export async function readTable(store: Store, table: string): Promise<Uint8Array> {
  const bytes = await store.read(tableFileOf(table));
  if (bytes === undefined)
    throw new RunFolderError(store.path, `${tableFileOf(table)} is missing: run it again`);
  return bytes;
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
