import type { RunContext, Shard } from "../../experiments/experiment.js";
import type { Identity } from "../identity.js";

/** One shard to compute, as plain data. */
export interface Task {
  readonly run: Identity;
  readonly shard: Shard;
}

/** A shard's tables as Arrow files. */
export type ShardFiles = Readonly<Record<string, { readonly bytes: Uint8Array; readonly rows: number }>>;

/** What the one who wants a shard computed provides; the place where it is computed adds what shards share there. */
export type TaskContext = Omit<RunContext, "shared">;

/** Computes shards somewhere, and knows nothing of what they are. */
export interface Executor {
  /** How many shards it computes at once; what shards share is kept in a slot, from one to the next. */
  readonly slots: number;
  /** How many bytes all slots may need together. */
  readonly memory: number;
  /** @throws AbortedError  WorkerCrashedError  whatever the experiment throws; the slot is empty then */
  run(slot: number, task: Task, context: TaskContext): Promise<ShardFiles>;
  /** Empties a slot that has nothing at work. */
  renew(slot: number): void;
  close(): Promise<void>;
}
