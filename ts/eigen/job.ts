import { checkWatch } from "../base/check.js";
import { AbortedError, InvalidInputError } from "../base/errors.js";
import { type Core, call } from "../wasm/call.js";
import type { EigenJob } from "../wasm/generated/losscape_wasm.js";
import { checkFits } from "../wasm/limits.js";
import { nextTurn } from "../wasm/turn.js";
import type { Input } from "./input.js";

/** Flops between two turns of the event loop: some tens of milliseconds at the rates in bench/record. */
const BUDGET = 3e8;

export interface WatchOptions {
  /** Cancels the call, which then rejects with `AbortedError`. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the fraction of the work that is done: 0 first, 1 last, every few tens of milliseconds between. */
  readonly onProgress?: ((progress: { readonly done: number }) => void) | undefined;
}

export const WATCH_KEYS = ["signal", "onProgress"] as const;

/** What is wanted of which matrices. */
export interface Work<T> {
  /** The function, for errors. */
  readonly what: string;
  readonly input: Input;
  /** What is allocated besides the matrices and grows as n² does. */
  readonly workingBytes: readonly number[];
  /** A job with all of its working memory, without matrices. */
  readonly open: (core: Core) => EigenJob;
  /** All that was found; of a batch that is cancelled, the matrices that are done. */
  readonly read: (job: EigenJob) => T;
}

/** Does the work at once. */
export function solve<T>(work: Work<T>): T {
  const job = begin(work);
  try {
    advance(job, work, Number.POSITIVE_INFINITY);
    return call(() => work.read(job));
  } finally {
    call(() => job.free());
  }
}

/** Does the work in pieces, between which the event loop has its turn. */
export async function watch<T>(work: Work<T>, options: WatchOptions): Promise<T> {
  checkWatch(options);
  const { signal, onProgress } = options;
  const job = begin(work);
  try {
    onProgress?.({ done: 0 });
    for (;;) {
      if (signal?.aborted)
        throw new AbortedError(work.what, work.input.batch ? call(() => work.read(job)) : undefined);
      const finished = advance(job, work, BUDGET);
      onProgress?.({ done: call(() => job.done()) });
      if (finished) return call(() => work.read(job));
      await nextTurn();
    }
  } finally {
    call(() => job.free());
  }
}

/** Allocates everything, the matrices last, so that nothing is copied for work that does not fit. */
function begin(work: Work<unknown>): EigenJob {
  checkFits(work.what, [work.input.bytes, ...work.workingBytes]);
  return call((core) => {
    const job = work.open(core);
    try {
      job.start(work.input.matrices(core));
      return job;
    } catch (error) {
      job.free();
      throw error;
    }
  });
}

/** Does about so many flops; whether all is done. */
function advance(job: EigenJob, { input }: Work<unknown>, flops: number): boolean {
  try {
    return call(() => job.advance(flops));
  } catch (error) {
    if (!(input.batch && error instanceof InvalidInputError)) throw error;
    const done = call(() => job.offsets()).length - 1;
    const entry = error.argument.replace(/^a/, `matrices[${done}]`);
    throw new InvalidInputError(entry, error.value, error.expected);
  }
}
