import { type Numbers, toDoubles } from "../base/arrays.js";
import { InvalidInputError } from "../base/errors.js";
import {
  type Field,
  number,
  type ObjectOf,
  object,
  optional,
  seed,
  watchFields,
  wholeNumber,
} from "../base/schema.js";
import { SymmetricMatrix } from "../eigen/matrix.js";
import { call } from "../wasm/call.js";
import type { Columns, ColumnTypes } from "../wasm/columns.js";
import {
  counted,
  type Job,
  type Progress,
  run,
  runInTurns,
  type WatchOptions,
  type Work,
} from "../wasm/job.js";
import { coreMemory } from "../wasm/loader.js";
import { ImplicitMatrix } from "./implicit.js";

/** A symmetric matrix in WASM memory. */
type InCore = SymmetricMatrix | ImplicitMatrix;

/** A symmetric matrix in WASM memory, or what multiplies by one: it is given a copy of v, and answers with A·v. */
export type Operator = InCore | ((v: Float64Array) => Numbers);

/** As `Operator`; the function may answer with a promise. */
export type AsyncOperator = InCore | ((v: Float64Array) => Numbers | Promise<Numbers>);

export interface OperatorOptions {
  /** The order of the operator; a matrix knows its own. */
  readonly n?: number | undefined;
  /** On |⟨u, A·v⟩ − ⟨A·u, v⟩|/‖A‖ over the basis (1e-6): what is less symmetric is refused. */
  readonly symmetryTolerance?: number | undefined;
  /** Of the random starts (0): a non-negative safe integer, a bigint below 2^64, or its decimal digits. */
  readonly seed?: number | bigint | string | undefined;
}

/** How far a call is that multiplies by an operator. */
export interface OperatorProgress extends Progress {
  readonly products: number;
}

/** The most doubles that one allocation in WebAssembly can have. */
export const MAX_ORDER = 2 ** 28 - 1;

/** Flops between two turns of the event loop: some tens of milliseconds, as products are bound by reading. */
const FLOPS = 1e8;

const operatorFields = {
  n: optional(wholeNumber({ min: 0, max: MAX_ORDER })),
  symmetryTolerance: number({ min: 0, default: 1e-6 }),
  seed: seed({ default: "0" }),
};

/** What every job has of its operator. */
interface OperatorSettings {
  readonly n: number;
  readonly symmetryTolerance: number;
  readonly seed: bigint;
}

/** What is computed of an operator by its products. */
interface Task<Fields extends Record<string, Field<unknown>>, T extends ColumnTypes, R> {
  /** The options that are not those of every operator. */
  readonly fields: Fields;
  readonly smallestOrder: number;
  /** Of its progress. */
  readonly unit: string;
  /** Checks what the options leave to check, and says how its job begins. */
  readonly begin: (
    options: ObjectOf<Fields>,
    settings: OperatorSettings,
    operator: AsyncOperator,
  ) => Work<T, R>["begin"];
  readonly columns: T;
  readonly read: Work<T, R>["read"];
  /** Whether what was finished is a result too, for an `AbortedError`. */
  readonly hasPartial: (columns: Columns<T>) => boolean;
}

/** A function that computes at once, and its twin that can be watched and whose operator may answer with promises. */
export function operatorCalls<
  const Fields extends Record<string, Field<unknown>>,
  const T extends ColumnTypes,
  R,
>(name: string, task: Task<Fields, T, R>) {
  const { smallestOrder, unit, columns, read, hasPartial } = task;
  const fields = { ...operatorFields, ...task.fields };
  const counts = counted(unit);
  const schema = object(fields);
  const watched = object({ ...fields, ...watchFields });

  type Options = ObjectOf<typeof operatorFields> & ObjectOf<Fields>;
  const work = (what: string, operator: AsyncOperator, options: Options) => {
    const n = orderOf(operator, options.n, smallestOrder);
    const { symmetryTolerance, seed } = options;
    const begin = task.begin(options, { n, symmetryTolerance, seed: BigInt(seed) }, operator);
    const progress = (job: Job): OperatorProgress => ({ ...counts(job), products: job.products });
    const partial = (found: Columns<T>, job: Job) => (hasPartial(found) ? read(found, job) : undefined);
    return { what, begin, flops: FLOPS, progress, columns, read, partial, n };
  };
  return {
    atOnce(operator: Operator, given: unknown): R {
      const { n, ...rest } = work(name, operator, schema.parse(given) as Options);
      return run({ ...rest, step: multiplyingBy(operator, n) });
    },
    async inTurns(operator: AsyncOperator, given: WatchOptions<OperatorProgress>): Promise<R> {
      const { n, ...rest } = work(`${name}Async`, operator, watched.parse(given) as unknown as Options);
      return runInTurns({ ...rest, step: multiplyingLaterBy(operator, n) }, given);
    },
  };
}

const isInCore = (operator: unknown): operator is InCore =>
  operator instanceof SymmetricMatrix || operator instanceof ImplicitMatrix;

/** The order of the operator, at least `min`; a function cannot tell its own. */
function orderOf(operator: AsyncOperator, n: number | undefined, min: number): number {
  const known = isInCore(operator) ? operator.n : undefined;
  if (known === undefined && typeof operator !== "function")
    throw new InvalidInputError("operator", operator, "a function, a SymmetricMatrix or an ImplicitMatrix");
  const order = wholeNumber({ min, max: MAX_ORDER }).parse(n ?? known, "n");
  if (known !== undefined && order !== known)
    throw new InvalidInputError("n", order, `${known}, the order of the matrix`);
  return order;
}

type Step<S> = (job: Job, flops: number) => S;

/** How a job of order n goes on with the products of an operator: a function is asked for one at a time. */
function multiplyingBy(operator: Operator, n: number): Step<boolean> {
  if (isInCore(operator)) return multiplyingInCore(operator, n);
  return (job) => {
    const v = asked(job, n);
    return v === undefined || answered(job, n, operator(v), "for a promise there is the Async twin");
  };
}

/** The same with an operator that may answer with promises. */
function multiplyingLaterBy(operator: AsyncOperator, n: number): Step<boolean | Promise<boolean>> {
  if (isInCore(operator)) return multiplyingInCore(operator, n);
  return async (job) => {
    const v = asked(job, n);
    return v === undefined || answered(job, n, await operator(v));
  };
}

function multiplyingInCore(operator: InCore, n: number): Step<boolean> {
  return operator instanceof SymmetricMatrix
    ? (job, flops) => call(() => operator.handle.object.serve(n, job, flops))
    : (job, flops) => call(() => operator.handle.object.serve(job, flops));
}

/** A copy of the vector to multiply; nothing when all is done. */
function asked(job: Job, n: number): Float64Array | undefined {
  return call(() => {
    const address = job.vector;
    return address === 0 ? undefined : new Float64Array(coreMemory().buffer, address, n).slice();
  });
}

/** Gives the job its product; whether all is done. */
function answered(job: Job, n: number, answer: unknown, otherwise?: string): boolean {
  const expect = (allowed: string) => `${allowed} (product ${call(() => job.products) + 1})`;
  if (typeof answer !== "object" || answer === null || "then" in answer) {
    const allowed = "an array of numbers";
    throw new InvalidInputError(
      "operator(v)",
      answer,
      expect(otherwise === undefined ? allowed : `${allowed}; ${otherwise}`),
    );
  }
  const product = toDoubles("operator(v)", answer);
  if (product.length !== n)
    throw new InvalidInputError("operator(v).length", product.length, expect(String(n)));
  return call(() => {
    new Float64Array(coreMemory().buffer, job.product, n).set(product);
    return job.accept();
  });
}
