import type { ColumnTypes } from "../wasm/columns.js";
import type { EigenSettings } from "../wasm/generated/losscape_wasm.js";
import { counted, type Work } from "../wasm/job.js";
import { checkFits } from "../wasm/limits.js";
import type { Input } from "./input.js";

/** Flops between two turns of the event loop: some tens of milliseconds at the rates in bench/record. */
const FLOPS = 3e8;

/** What is wanted of which matrices. */
export interface Wanted<T extends ColumnTypes, R> extends Pick<Work<T, R>, "what" | "columns" | "read"> {
  readonly input: Input;
  readonly settings: Omit<EigenSettings, "n" | "count">;
  /** What is allocated besides the matrices and grows as n² does. */
  readonly workingBytes?: readonly number[];
}

export function eigenWork<T extends ColumnTypes, R>(wanted: Wanted<T, R>): Work<T, R> {
  const { what, columns, read, input, settings, workingBytes = [] } = wanted;
  const { n, count } = input;
  return {
    what,
    columns,
    read,
    // Of a batch that is cancelled, the matrices that are done.
    partial: count === undefined ? undefined : read,
    flops: FLOPS,
    progress: counted("matrices"),
    begin(core) {
      checkFits(what, [input.bytes, ...workingBytes]);
      return input.lend(core, (matrices) => core.Job.eigen({ n, count, ...settings }, matrices));
    },
  };
}
