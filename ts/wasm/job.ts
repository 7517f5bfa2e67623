import { AbortedError } from "../base/errors.js";
import { type Core, call, release } from "./call.js";
import { type Columns, type ColumnTypes, take } from "./columns.js";
import type { Job } from "./generated/losscape_wasm.js";
import { nextTurn } from "./turn.js";

export type { Job };

/** How far a call is. */
export interface Progress {
  /** Units that are done; a part of one may count. */
  readonly done: number;
  readonly total: number;
  /** What is counted: "matrices", "replicas". */
  readonly unit: string;
}

/** How a call is watched and cancelled. */
export interface WatchOptions<P extends Progress = Progress> {
  /** Cancels the call, which then rejects with `AbortedError`. */
  readonly signal?: AbortSignal | undefined;
  /** Called first, last, and every few tens of milliseconds between. */
  readonly onProgress?: ((progress: P) => void) | undefined;
}

/** A long piece of work of the core, and what is made of the columns that it leaves. */
export interface Work<T extends ColumnTypes, R, P extends Progress = Progress, S = boolean> {
  /** The function, for errors. */
  readonly what: string;
  readonly begin: (core: Core) => Job;
  /** Goes on for about so many flops; whether all is done. By default the job goes on by itself. */
  readonly step?: (job: Job, flops: number) => S;
  /** Flops of a piece: some tens of milliseconds' worth. */
  readonly flops: number;
  readonly progress: (job: Job) => P;
  readonly columns: T;
  readonly read: (columns: Columns<T>, job: Job) => R;
  /** What `AbortedError` holds of what was finished; nothing, where this is absent. */
  readonly partial?: ((columns: Columns<T>, job: Job) => unknown) | undefined;
}

/** Progress in a unit. */
export const counted =
  (unit: string) =>
  ({ done, total }: Job): Progress => ({ done, total, unit });

/**
 * Does the work at once, in the same pieces: V8 goes over to optimised code where a function is entered, and a first call in one piece ends
 * in the code that it began in (a Hessian of 11,110 weights in 24 s instead of 6).
 */
export function run<T extends ColumnTypes, R>(work: Work<T, R>): R {
  const { begin, step = advance } = work;
  const job = call(begin);
  try {
    while (!step(job, work.flops));
    return work.read(take(job, work.columns), job);
  } finally {
    release(job);
  }
}

/** Does the work in pieces, between which the event loop has its turn. */
export async function runInTurns<T extends ColumnTypes, R, P extends Progress>(
  work: Work<T, R, P, boolean | Promise<boolean>>,
  watch: WatchOptions<P>,
): Promise<R> {
  const { signal, onProgress } = watch;
  const { begin, step = advance, columns } = work;
  const job = call(begin);
  const tell = () => onProgress?.(call(() => work.progress(job)));
  try {
    tell();
    for (;;) {
      if (signal?.aborted) {
        const partial = work.partial?.(take(job, columns), job);
        throw new AbortedError(work.what, partial, { cause: signal.reason });
      }
      const finished = await step(job, work.flops);
      tell();
      if (finished) return work.read(take(job, columns), job);
      await nextTurn();
    }
  } finally {
    release(job);
  }
}

/** What is made of what a call found; of a cancelled one, of what it had finished. */
export async function madeOf<Found, R>(
  what: string,
  found: Promise<Found>,
  make: (found: Found) => R | Promise<R>,
): Promise<R> {
  try {
    return await make(await found);
  } catch (error) {
    if (!(error instanceof AbortedError)) throw error;
    throw new AbortedError(what, await make(error.partial as Found), { cause: error.cause });
  }
}

const advance = (job: Job, flops: number): boolean => call(() => job.advance(flops));
