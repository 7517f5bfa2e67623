import type { Table } from "apache-arrow";
import { joined } from "../base/chunks.js";
import { LosscapeError, RunFolderError, RunMismatchError } from "../base/errors.js";
import { isRecord } from "../base/schema.js";
import type { Answer, Experiment, Shard, TableReader, TableSpec } from "../experiments/experiment.js";
import { findExperiment } from "../experiments/index.js";
import type { ShardFiles } from "./executors/executor.js";
import { toWire } from "./executors/wire.js";
import { differences, digestOf, digestOfJson, provenanceOf, type RunRecord, runHash } from "./identity.js";
import {
  type Failure,
  factsOf,
  failureOf,
  MADE,
  type Made,
  MERGED,
  type MergedReceipt,
  objectIn,
  type Receipt,
  RUN,
  receiptOf,
  shardFileOf,
  tableFileOf,
  toJson,
} from "./layout.js";
import type { Store } from "./store.js";

/** What of a run is done, running and failed. */
export type RunStatus = Awaited<ReturnType<RunFolder["status"]>>;

/** What a finished shard took. */
export type ShardCost = Pick<Receipt, "seconds" | "attempts">;

/** A run and where it is kept: its plan, its shards, its merged tables, and what they say. */
export class RunFolder {
  readonly #hash: Promise<string>;

  private constructor(
    private readonly store: Store,
    readonly record: RunRecord,
    private readonly find: (name: string) => Experiment,
  ) {
    this.#hash = runHash(record);
  }

  /** The run that the store holds. @throws RunFolderError when it holds none, or one that cannot be read */
  static async open(store: Store, find = findExperiment): Promise<RunFolder> {
    const record = await readRecord(store);
    if (record === undefined)
      throw new RunFolderError(store.path, "holds no run (there is no run.json in it)");
    return new RunFolder(store, record, find);
  }

  /** Whether there is a run in the store. */
  static async isIn(store: Store): Promise<boolean> {
    return (await store.read(RUN)) !== undefined;
  }

  /**
   * Writes `run.json`, or finds that it says the same.
   *
   * @throws RunMismatchError  the store holds another run, with each difference
   * @throws RunFolderError    it holds something else, or cannot be used
   * @throws LockedError
   */
  static async start(store: Store, record: RunRecord, find = findExperiment): Promise<RunFolder> {
    const isThere = async () => {
      const there = await readRecord(store);
      const found = there === undefined ? [] : differences(there, record);
      if (found.length > 0) throw new RunMismatchError(store.path, found);
      return there !== undefined;
    };
    if (!(await isThere())) {
      // Another process may have begun it between the two looks.
      if (!(await store.isEmpty()) && !(await isThere()))
        throw new RunFolderError(store.path, "is not empty and holds no run (there is no run.json in it)");
      await store.exclusively(async () => {
        if (!(await isThere()))
          await store.write(RUN, toJson({ ...record, sha256: await digestOfJson(record) }));
      });
    }
    return new RunFolder(store, record, find);
  }

  get path(): string {
    return this.store.path;
  }

  get experiment(): Experiment {
    return this.find(this.record.experiment);
  }

  async status() {
    const done = new Set<string>();
    const failed: { shard: string; attempts: number; reason: string }[] = [];
    for (const { id } of this.record.plan) {
      if ((await this.#receipt(id)) !== undefined) done.add(id);
      const failure = await this.store.read(failureOf(id));
      if (failure !== undefined) {
        const { attempts, error } = objectIn(failure) ?? {};
        const reason = isRecord(error) && typeof error.message === "string" ? error.message : undefined;
        failed.push({
          shard: id,
          attempts: typeof attempts === "number" ? attempts : 0,
          reason: reason ?? `${failureOf(id)} does not say why`,
        });
      }
    }
    // `certain` is false of a process on another host, which this one cannot ask whether it lives.
    const running = (await this.store.announced()).flatMap(({ shards, owner: { host, pid }, fate }) =>
      shards.filter((id) => !done.has(id)).map((shard) => ({ shard, host, pid, certain: fate === "alive" })),
    );
    return { shards: this.record.plan.length, done: done.size, running, failed };
  }

  /**
   * Those of the shards that are still to be computed. A finished one whose files do not have the hashes of its receipt
   * is unfinished again.
   *
   * @param onDamage  told of each of these
   */
  async pending(
    shards: readonly Shard[] = this.record.plan,
    onDamage?: (message: string) => void,
  ): Promise<Shard[]> {
    const pending: Shard[] = [];
    for (const shard of shards) {
      const { id } = shard;
      const isUnfinished = (await this.store.read(receiptOf(id))) === undefined;
      const damage = isUnfinished ? undefined : await this.#damageOf(id);
      if (!isUnfinished && damage === undefined) continue;
      pending.push(shard);
      if (damage === undefined) continue;
      onDamage?.(`shard ${id} is damaged (${damage}) and is computed again`);
      // So that a stop before it is computed again leaves it unfinished.
      await this.store.remove(receiptOf(id));
    }
    return pending;
  }

  /** Keeps a finished shard: its tables, then its receipt. */
  async keep({ id }: Shard, files: ShardFiles, cost: ShardCost): Promise<void> {
    await Promise.all(
      Object.entries(files).map(([table, { bytes }]) => this.store.write(shardFileOf(id, table), bytes)),
    );
    await this.#finish({ shard: id, run: await this.#hash, files: await factsOf(files), ...cost });
  }

  /**
   * Takes over the shards that another folder of the same run has finished and this one has not.
   *
   * @param onDamage  told of each that is damaged there, which is left
   * @returns  how many
   * @throws RunMismatchError  the other folder holds another run
   */
  async adopt(other: RunFolder, onDamage?: (message: string) => void): Promise<number> {
    const found = differences(other.record, this.record);
    if (found.length > 0) throw new RunMismatchError(other.path, found);
    let adopted = 0;
    for (const { id } of this.record.plan) {
      const receipt = await other.#receipt(id);
      if (receipt === undefined || (await this.#damageOf(id)) === undefined) continue;
      const damage = await other.#damageOf(id);
      if (damage !== undefined) {
        onDamage?.(`shard ${id} in ${other.path} is damaged (${damage})`);
        continue;
      }
      for (const table of Object.keys(this.experiment.tables))
        await this.store.write(shardFileOf(id, table), await other.#sound(id, table));
      await this.#finish(receipt);
      adopted += 1;
    }
    return adopted;
  }

  /** How a shard that was computed again differs from the one that is kept; undefined where every byte is the same. */
  async difference({ id }: Shard, files: ShardFiles): Promise<string | undefined> {
    const { firstDifference } = await import("../tables/index.js");
    for (const [table, spec] of Object.entries(this.experiment.tables)) {
      const kept = await this.#file(id, table);
      if (typeof kept === "string") return `it is damaged (${kept})`;
      const found = firstDifference(spec, kept, files[table]?.bytes as Uint8Array);
      if (found !== undefined) return `${table}, ${found}`;
    }
    return undefined;
  }

  /** The first merged table that does not hold the shards' rows. */
  async staleTable(): Promise<string | undefined> {
    for (const table of Object.keys(this.experiment.tables)) if (!(await this.#isMerged(table))) return table;
    return undefined;
  }

  /** The shards that have no receipt; nothing else is looked at. */
  async unfinished(): Promise<Shard[]> {
    const unfinished: Shard[] = [];
    for (const shard of this.record.plan)
      if ((await this.#receipt(shard.id)) === undefined) unfinished.push(shard);
    return unfinished;
  }

  /** What finished shards took, by their ids. */
  async seconds(): Promise<ReadonlyMap<string, number>> {
    const seconds = new Map<string, number>();
    for (const { id } of this.record.plan) {
      const receipt = await this.#receipt(id);
      if (typeof receipt?.seconds === "number") seconds.set(id, receipt.seconds);
    }
    return seconds;
  }

  /** Keeps a shard's last error, until the shard succeeds. */
  fail({ id }: Shard, error: unknown, attempts: number): Promise<void> {
    const { name, message } = toWire(error);
    return this.store.write(failureOf(id), toJson({ error: { name, message }, attempts } satisfies Failure));
  }

  /** Lets other processes know which shards this one has at work. */
  announce(shards: readonly string[]): Promise<void> {
    return this.store.announce(shards);
  }

  /**
   * Writes the merged tables, the shards' rows in the order of the plan, and then their receipt.
   *
   * @throws RunFolderError  naming the missing shards
   */
  async merge(): Promise<void> {
    const missing = await this.unfinished();
    if (missing.length > 0) throw new RunFolderError(this.path, `${named(missing)} not finished: run again`);
    await this.store.exclusively(async () => {
      for (const table of Object.keys(this.experiment.tables))
        await this.store.write(tableFileOf(table), await this.#merged(table, this.record.plan));
      const tables = await this.#ofEach(
        async (table) => (await this.store.digest(tableFileOf(table))) as string,
      );
      await this.store.write(MERGED, toJson({ run: await this.#hash, tables } satisfies MergedReceipt));
    });
  }

  /** Reads the merged tables, none of them as a whole. @throws RunFolderError when the run is not finished, or one is damaged */
  async tables(): Promise<Record<string, TableReader>> {
    const { openTable } = await import("../tables/index.js");
    await this.#checkMerged();
    return this.#ofEach(async (table, spec) => {
      const file = await this.store.open(tableFileOf(table));
      if (file === undefined) throw this.#unfinished();
      return openTable(spec, file, (cause) => this.#damaged(table, cause));
    });
  }

  /** The merged tables as a whole, in memory. @throws as `tables` */
  async arrowTables(): Promise<Record<string, Table>> {
    const { fromBytes } = await import("../tables/index.js");
    await this.#checkMerged();
    return this.#ofEach(async (table) => {
      const bytes = await this.store.read(tableFileOf(table));
      if (bytes === undefined) throw this.#unfinished();
      return fromBytes(bytes);
    });
  }

  /** The rows of the shards that are finished so far, in memory. */
  async finishedTables(): Promise<Record<string, Table>> {
    const { fromBytes } = await import("../tables/index.js");
    const pending = new Set(await this.pending());
    const finished = this.record.plan.filter((shard) => !pending.has(shard));
    return this.#ofEach(async (table) => fromBytes(await joined(await this.#merged(table, finished))));
  }

  /** The name of a merged table's file in the folder. */
  tableFile(table: string): string {
    return tableFileOf(table);
  }

  /** What the merged tables say. @param tables  where they are open @throws as `tables` */
  async answer(tables?: Record<string, TableReader>): Promise<Answer> {
    return this.experiment.answer(this.record.config, tables ?? (await this.tables()));
  }

  /** How the tables were made; undefined where the folder does not say. */
  async made(): Promise<Made | undefined> {
    // For people alone: what cannot be read stops nothing.
    const bytes = await this.store.read(MADE).catch(ifUnusable);
    const made = objectIn(bytes) as Partial<Made> | undefined;
    const numbers = [made?.workers, made?.shards, made?.reused, made?.seconds];
    const isWhole = typeof made?.engine === "string" && numbers.every((value) => typeof value === "number");
    return isWhole ? (made as Made) : undefined;
  }

  /** @param onMessage  told where it could not be kept: no table depends on it */
  async keepMade(made: Made, onMessage?: (message: string) => void): Promise<void> {
    try {
      await this.store.write(MADE, toJson(made));
    } catch (error) {
      if (!(error instanceof RunFolderError)) throw error;
      onMessage?.(error.message);
    }
  }

  /** One entry for each table. */
  async #ofEach<T>(make: (table: string, spec: TableSpec) => Promise<T>): Promise<Record<string, T>> {
    const made: Record<string, T> = {};
    for (const [table, spec] of Object.entries(this.experiment.tables)) made[table] = await make(table, spec);
    return made;
  }

  async #merged(table: string, shards: readonly Shard[]): Promise<AsyncIterable<Uint8Array>> {
    const { mergeFiles } = await import("../tables/index.js");
    const spec = this.experiment.tables[table] as TableSpec;
    return mergeFiles(spec, provenanceOf(this.record, spec), this.#files(table, shards));
  }

  async #isMerged(table: string): Promise<boolean> {
    const file = await this.store.open(tableFileOf(table));
    let at = 0;
    for await (const chunk of await this.#merged(table, this.record.plan)) {
      if (file === undefined || at + chunk.length > file.size) return false;
      const kept = await file.read(at, chunk.length);
      if (!chunk.every((byte, place) => byte === kept[place])) return false;
      at += chunk.length;
    }
    return at === file?.size;
  }

  /** Whether the merged tables are what `merge` has written. @throws RunFolderError */
  async #checkMerged(): Promise<void> {
    const hashes = await this.#ofEach(async (table) => {
      const hash = await this.store.digest(tableFileOf(table));
      if (hash === undefined) throw this.#unfinished();
      return hash;
    });
    const { run, tables } = objectIn(await this.store.read(MERGED)) ?? {};
    if (run !== (await this.#hash) || !isRecord(tables))
      throw this.#mergeAgain(`${MERGED} does not say what its tables hold`);
    for (const [table, hash] of Object.entries(hashes))
      if (hash !== tables[table]) throw this.#damaged(table);
  }

  async *#files(table: string, shards: readonly Shard[]): AsyncGenerator<Uint8Array> {
    for (const { id } of shards) yield await this.#sound(id, table);
  }

  /** A file of a finished shard. @throws RunFolderError where it is damaged */
  async #sound(id: string, table: string): Promise<Uint8Array> {
    const found = await this.#file(id, table);
    if (typeof found === "string")
      throw new RunFolderError(this.path, `shard ${id} is damaged (${found}): run again`);
    return found;
  }

  /** A file of a shard that has a receipt, or what is wrong with it. */
  async #file(id: string, table: string): Promise<Uint8Array | string> {
    const receipt = await this.#receipt(id);
    if (receipt === undefined) return "its receipt cannot be read";
    if (receipt.run !== (await this.#hash)) return "its receipt is that of another run";
    if (receipt.shard !== id) return `its receipt is that of shard ${receipt.shard}`;
    const bytes = await this.store.read(shardFileOf(id, table));
    if (bytes === undefined) return `its table ${table} is missing`;
    const isWhole = (await digestOf(bytes)) === receipt.files[table]?.sha256;
    return isWhole ? bytes : `its table ${table} does not have the hash of its receipt`;
  }

  /** A shard's receipt, its files not looked at; undefined when there is none that can be read. */
  async #receipt(id: string): Promise<Receipt | undefined> {
    const receipt = objectIn(await this.store.read(receiptOf(id)));
    return isRecord(receipt?.files) ? (receipt as unknown as Receipt) : undefined;
  }

  /** What is wrong with the files of a shard that has a receipt. */
  async #damageOf(id: string): Promise<string | undefined> {
    for (const table of Object.keys(this.experiment.tables)) {
      const found = await this.#file(id, table);
      if (typeof found === "string") return found;
    }
    return undefined;
  }

  /** Written last of a shard. */
  async #finish(receipt: Receipt): Promise<void> {
    await this.store.write(receiptOf(receipt.shard), toJson(receipt));
    await this.store.remove(failureOf(receipt.shard));
  }

  #unfinished(): RunFolderError {
    return new RunFolderError(this.path, "its run is not finished: run it again");
  }

  #damaged(table: string, cause?: unknown): Error {
    if (cause instanceof LosscapeError) return cause;
    return this.#mergeAgain(`${tableFileOf(table)} is damaged`, cause);
  }

  #mergeAgain(why: string, cause?: unknown): RunFolderError {
    const remedy = `merge its shards again (losscape merge ${this.path})`;
    return new RunFolderError(this.path, `${why}: ${remedy}`, { cause });
  }
}

/** "shard s0 is", "shards s0, s1, s2 and 4 more are". */
function named(shards: readonly Shard[]): string {
  const [only] = shards;
  if (shards.length === 1) return `shard ${only?.id} is`;
  const first = shards.slice(0, NAMED).map(({ id }) => id);
  const more = shards.length - first.length;
  const last = more > 0 ? `${more} more` : first.pop();
  return `shards ${first.join(", ")} and ${last} are`;
}

/** Of so many shards that are missing the names are said. */
const NAMED = 10;

/** A name that the store cannot read: a folder, say. */
function ifUnusable(error: unknown): undefined {
  if (!(error instanceof RunFolderError)) throw error;
}

/** What `run.json` says; undefined where there is none. */
async function readRecord(store: Store): Promise<RunRecord | undefined> {
  const bytes = await store.read(RUN);
  if (bytes === undefined) return undefined;
  const { sha256, ...record } = (objectIn(bytes) ?? {}) as Partial<RunRecord> & { readonly sha256?: string };
  if (Object.keys(record).length > 0 && sha256 === undefined)
    throw new RunFolderError(
      store.path,
      `its run.json has no hash of itself: an earlier version wrote it, or it is damaged; ${ANOTHER}`,
    );
  // What has the hash is a record as it was written.
  if (sha256 !== (await digestOfJson(record)))
    throw new RunFolderError(store.path, `its run.json is damaged: ${ANOTHER}`);
  return record as RunRecord;
}

const ANOTHER = "use another folder, or remove this one";
