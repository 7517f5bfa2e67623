import { isRecord } from "../base/schema.js";
import type { ShardFiles } from "./executors/executor.js";
import type { WireError } from "./executors/wire.js";
import { digestOf } from "./identity.js";

/** The files of a run folder, and what is in those that are no tables. */
export const RUN = "run.json";
export const MADE = "made.json";
export const receiptOf = (id: string) => `shards/${id}.json`;
export const failureOf = (id: string) => `failures/${id}.json`;
export const shardFileOf = (id: string, table: string) => `shards/${id}.${table}.arrow`;
export const tableFileOf = (table: string) => `tables/${table}.arrow`;
export const MERGED = "tables/receipt.json";

/** Written last of a shard's files: a shard without one is unfinished. */
export interface Receipt {
  readonly shard: string;
  /** The hash of the run that it is of. */
  readonly run: string;
  readonly files: Readonly<Record<string, { sha256: string; rows: number; bytes: number }>>;
  readonly seconds: number;
  readonly attempts: number;
}

/** Written last of the merged tables. */
export interface MergedReceipt {
  /** The hash of the run that they are of. */
  readonly run: string;
  /** SHA-256 of each table's file. */
  readonly tables: Readonly<Record<string, string>>;
}

/** A shard's last error, kept until the shard succeeds. */
export interface Failure {
  readonly error: Pick<WireError, "name" | "message">;
  readonly attempts: number;
}

/** How a run's tables were made, for people: no table's bytes depend on it. */
export interface Made {
  /** "Node 20.19.0" */
  readonly engine: string;
  readonly workers: number;
  readonly shards: number;
  /** Shards that an earlier run had finished. */
  readonly reused: number;
  /** From the first shard's start to the merged tables. */
  readonly seconds: number;
}

/** What a receipt says of a shard's files. */
export async function factsOf(files: ShardFiles): Promise<Receipt["files"]> {
  const entries = Object.entries(files).map(async ([table, { bytes, rows }]) => {
    return [table, { sha256: await digestOf(bytes), rows, bytes: bytes.length }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

export function toJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}

/** The JSON object in a file; undefined where there is no file, or what is in it is none. */
export function objectIn(bytes: Uint8Array | undefined): Readonly<Record<string, unknown>> | undefined {
  if (bytes === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
