import { type Numbers, toDoubles } from "../base/arrays.js";
import { InvalidInputError } from "../base/errors.js";
import { number, optional, seed, wholeNumber } from "../base/schema.js";
import { SymmetricMatrix } from "../eigen/matrix.js";
import { call } from "../wasm/call.js";
import { counted, type Job, type Progress } from "../wasm/job.js";
import { coreMemory } from "../wasm/loader.js";

/** A symmetric matrix in WASM memory, or what multiplies by one: it is given a copy of v, and answers with A·v. */
export type Operator = SymmetricMatrix | ((v: Float64Array) => Numbers);

/** As `Operator`; the function may answer with a promise. */
export type AsyncOperator = SymmetricMatrix | ((v: Float64Array) => Numbers | Promise<Numbers>);

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
export const FLOPS = 1e8;

export const operatorFields = {
  n: optional(wholeNumber({ min: 0, max: MAX_ORDER })),
  symmetryTolerance: number({ min: 0, default: 1e-6 }),
  seed: seed({ default: "0" }),
};

/** The order of the operator, at least `min`; a function cannot tell its own. */
export function orderOf(operator: AsyncOperator, n: number | undefined, min: number): number {
  const known = operator instanceof SymmetricMatrix ? operator.n : undefined;
  if (known === undefined && typeof operator !== "function")
    throw new InvalidInputError("operator", operator, "a function or a SymmetricMatrix");
  const order = wholeNumber({ min, max: MAX_ORDER }).parse(n ?? known, "n");
  if (known !== undefined && order !== known)
    throw new InvalidInputError("n", order, `${known}, the order of the matrix`);
  return order;
}

/** Progress in a unit, and in products. */
export const countedWithProducts = (unit: string) => {
  const progress = counted(unit);
  return (job: Job): OperatorProgress => ({ ...progress(job), products: job.products });
};

/** How a job of order n goes on with the products of an operator: a function is asked for one at a time. */
export function multiplyingBy(operator: Operator, n: number): (job: Job, flops: number) => boolean {
  if (operator instanceof SymmetricMatrix)
    return (job, flops) => call(() => operator.handle.object.serve(n, job, flops));
  return (job) => {
    const v = asked(job, n);
    return v === undefined || answered(job, n, operator(v));
  };
}

/** The same with an operator that may answer with promises. */
export function multiplyingLaterBy(
  operator: AsyncOperator,
  n: number,
): (job: Job, flops: number) => boolean | Promise<boolean> {
  if (operator instanceof SymmetricMatrix) return multiplyingBy(operator, n);
  return async (job) => {
    const v = asked(job, n);
    return v === undefined || answered(job, n, await operator(v));
  };
}

/** A copy of the vector to multiply; nothing when all is done. */
function asked(job: Job, n: number): Float64Array | undefined {
  return call(() => {
    const address = job.vector;
    return address === 0 ? undefined : new Float64Array(coreMemory().buffer, address, n).slice();
  });
}

/** Gives the job its product; whether all is done. */
function answered(job: Job, n: number, answer: unknown): boolean {
  const expect = (allowed: string) => `${allowed} (product ${call(() => job.products) + 1})`;
  if (typeof answer !== "object")
    throw new InvalidInputError("operator(v)", answer, expect("an array of numbers"));
  const product = toDoubles("operator(v)", answer);
  if (product.length !== n)
    throw new InvalidInputError("operator(v).length", product.length, expect(String(n)));
  return call(() => {
    new Float64Array(coreMemory().buffer, job.product, n).set(product);
    return job.accept();
  });
}
