/** The names of everything on the server; `run` is a run's hash. */
const PREFIX = "losscape";

/** A hash: what is registered of each run. */
export const RUNS = `${PREFIX}:runs`;
/** A set: the names of workers. What each says of itself goes by itself when the worker is gone. */
export const WORKERS = `${PREFIX}:workers`;
export const workerKey = (worker: string) => `${PREFIX}:worker:${worker}`;
/** BullMQ's prefix; a queue has the name of its run. */
export const QUEUES = `${PREFIX}:queue`;
/** What BullMQ keeps of a queue; its workers write it anew, even when all else is removed. */
export const queueMetaKey = (run: string) => `${QUEUES}:${run}:meta`;
/** A hash: the receipt of each shard whose tables wait to be collected. */
export const receiptsKey = (run: string) => `${PREFIX}:receipts:${run}`;
/** A number: the bytes of the tables that wait. */
export const backlogKey = (run: string) => `${PREFIX}:backlog:${run}`;
/** A hash: the chunks of a table's file. */
export const tableKey = (run: string, shard: string, table: string) => `${tablesOf(run)}${shard}:${table}`;
export const tablesOf = (run: string) => `${PREFIX}:table:${run}:`;
/** A hash: the chunks of an array of data that a run computes from, known by its content. */
export const arrayKey = (sha256: string) => `${PREFIX}:array:${sha256}`;
