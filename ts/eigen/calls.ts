import type { Numbers, Rows } from "../base/arrays.js";
import {
  type Field,
  type FieldsOf,
  type ObjectOf,
  object,
  type Schema,
  watchFields,
} from "../base/schema.js";
import type { Core } from "../wasm/call.js";
import type { Columns, ColumnTypes } from "../wasm/columns.js";
import type { Buffer } from "../wasm/generated/losscape_wasm.js";
import { counted, type Job, run, runInTurns, type WatchOptions, type Work } from "../wasm/job.js";
import { checkFits } from "../wasm/limits.js";
import { atTheDesk, type DeskTask, isSmall } from "./desk.js";
import {
  type BatchOptions,
  batchFields,
  batchInput,
  type Input,
  type MatrixOptions,
  matrixFields,
  matrixInput,
} from "./input.js";
import type { GivenMatrix, SymmetricMatrix } from "./matrix.js";

/** Flops between two turns of the event loop: some tens of milliseconds at the rates in bench/record. */
const FLOPS = 3e8;

/** How a job begins that takes the contents of `buffer`: a matrix, or those of a batch. */
interface Begun {
  readonly begin: (core: Core, matrices: Pick<Input, "n" | "count">, buffer: Buffer) => Job;
  /** What is allocated besides the matrices and grows as n² does. */
  readonly workingBytes?: readonly number[];
}

/** What is computed of a matrix, and of each of a batch. */
interface Task<Fields extends Record<string, Field<unknown>>, T extends ColumnTypes, One, Batch> {
  /** The options that are not those of every matrix. */
  readonly fields: Fields;
  readonly columns: T;
  readonly readOne: (found: Columns<T>) => One;
  readonly readBatch: (found: Columns<T>) => Batch;
  /** How the desk does it; undefined where these options need a job. */
  readonly atDesk: (options: ObjectOf<Fields>) => DeskTask | undefined;
  readonly job: (options: ObjectOf<Fields>, n: number) => Begun;
}

/** The calls of a task: of one matrix or of a batch, at once or in turns. */
export function eigenCalls<
  const Fields extends Record<string, Field<unknown>>,
  const T extends ColumnTypes,
  One,
  Batch,
>(name: string, task: Task<Fields, T, One, Batch>) {
  const { columns, readOne, readBatch } = task;
  type Own = ObjectOf<Fields>;
  const schema = <Common>(common: FieldsOf<Common>, watch = {}) =>
    object({ ...common, ...task.fields, ...watch }) as unknown as Schema<Common & Own>;
  const one = schema<MatrixOptions>(matrixFields);
  const oneWatched = schema<MatrixOptions>(matrixFields, watchFields);
  const batch = schema<BatchOptions>(batchFields);
  const batchWatched = schema<BatchOptions>(batchFields, watchFields);

  function work<R>(what: string, input: Input, options: Own, read: (found: Columns<T>) => R): Work<T, R> {
    const { n, count } = input;
    const { begin, workingBytes = [] } = task.job(options, n);
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
        return input.lend(core, (buffer) => begin(core, { n, count }, buffer));
      },
    };
  }

  return {
    one(a: GivenMatrix | SymmetricMatrix, given: unknown): One {
      const options = one.parse(given);
      if (isSmall(a, options)) {
        const small = task.atDesk(options);
        if (small !== undefined) return readOne(atTheDesk(a, columns, small));
      }
      return run(work(name, matrixInput(a, options), options, readOne));
    },
    async oneInTurns(a: GivenMatrix | SymmetricMatrix, given: WatchOptions): Promise<One> {
      const options = oneWatched.parse(given);
      return runInTurns(work(`${name}Async`, matrixInput(a, options), options, readOne), given);
    },
    batch(matrices: Numbers | Rows, given: unknown): Batch {
      const options = batch.parse(given);
      return run(work(`${name}Batch`, batchInput(matrices, options), options, readBatch));
    },
    async batchInTurns(matrices: Numbers | Rows, given: WatchOptions): Promise<Batch> {
      const options = batchWatched.parse(given);
      return runInTurns(work(`${name}BatchAsync`, batchInput(matrices, options), options, readBatch), given);
    },
  };
}
