import type { ColumnTypes } from "../wasm/columns.js";
import { counted, type Job, runInTurns, type WatchOptions, type Work } from "../wasm/job.js";

/** Flops between two turns of the event loop: some ten milliseconds at the rates in bench/record. */
export const FLOPS = 1.6e8;

/** Does a job of a glass, of which a cancelled one leaves what it had finished, read as the whole is. */
export const inTurns = <T extends ColumnTypes, R>(
  { unit, ...work }: Pick<Work<T, R>, "what" | "columns" | "read"> & { readonly unit: string },
  begin: () => Job,
  watch: WatchOptions,
): Promise<R> =>
  runInTurns({ ...work, begin, flops: FLOPS, progress: counted(unit), partial: work.read }, watch);
