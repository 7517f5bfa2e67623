import { checkWholeNumber } from "../base/check.js";
import { AbortedError, InvalidInputError } from "../base/errors.js";
import { SymmetricMatrix } from "../eigen/matrix.js";
import { call } from "../wasm/call.js";
import type { Buffer } from "../wasm/generated/losscape_wasm.js";
import { coreMemory } from "../wasm/loader.js";
import { nextTurn } from "../wasm/turn.js";

/** A symmetric matrix in WASM memory, or what multiplies by one: it is given a copy of v, and answers with A·v. */
export type Operator = SymmetricMatrix | ((v: Float64Array) => Float64Array);

/** As `Operator`; the function may answer with a promise. */
export type AsyncOperator = SymmetricMatrix | ((v: Float64Array) => Float64Array | Promise<Float64Array>);

/** A job of the core that asks for products, one after the other. */
interface Job {
  /** Address of the vector to multiply; 0 when all is done. */
  readonly vector: number;
  /** Where its product goes. */
  readonly product: number;
  readonly products: number;
  accept(): void;
  advance(matrix: Buffer, n: number, budget: number): boolean;
  free(): void;
}

/** How a job that goes on in turns is watched and cancelled. */
export interface Watch {
  /** The function, for errors. */
  readonly what: string;
  readonly signal: AbortSignal | undefined;
  /** Called first, and after every piece. */
  readonly onTurn: () => void;
  /** What was finished when the signal fired. */
  readonly partial: () => unknown;
}

/** The most doubles that one allocation in WebAssembly can have. */
const MAX_ORDER = 2 ** 28 - 1;

/** Flops between two turns of the event loop: some tens of milliseconds, as products are bound by reading. */
const BUDGET = 1e8;

/** The order of the operator, at least `min`; a function cannot tell its own. */
export function orderOf(operator: AsyncOperator, n: unknown, min: number): number {
  const known = operator instanceof SymmetricMatrix ? operator.n : undefined;
  if (known === undefined && typeof operator !== "function")
    throw new InvalidInputError("operator", operator, "a function or a SymmetricMatrix");
  const order = checkWholeNumber("n", n ?? known, min, MAX_ORDER);
  if (known !== undefined && order !== known)
    throw new InvalidInputError("n", order, `${known}, the order of the matrix`);
  return order;
}

/** Computes every product that the job asks for, reads the result and frees the job. */
export function run<R>(job: Job, operator: Operator, n: number, read: () => R): R {
  try {
    if (operator instanceof SymmetricMatrix) advance(job, operator, Number.POSITIVE_INFINITY);
    else for (let v = asked(job, n); v !== undefined; v = asked(job, n)) answer(job, n, operator(v));
    return call(read);
  } finally {
    call(() => job.free());
  }
}

/** Like `run`, with a turn of the event loop every few tens of milliseconds, and after every product of a function. */
export async function runInTurns<R>(
  job: Job,
  operator: AsyncOperator,
  n: number,
  read: () => R,
  { what, signal, onTurn, partial }: Watch,
): Promise<R> {
  try {
    onTurn();
    for (;;) {
      if (signal?.aborted) throw new AbortedError(what, call(partial));
      const v = asked(job, n);
      if (v === undefined) return call(read);
      if (operator instanceof SymmetricMatrix) advance(job, operator, BUDGET);
      else answer(job, n, await operator(v));
      onTurn();
      await nextTurn();
    }
  } finally {
    call(() => job.free());
  }
}

function asked(job: Job, n: number): Float64Array | undefined {
  const address = call(() => job.vector);
  return address === 0 ? undefined : new Float64Array(coreMemory().buffer, address, n).slice();
}

function advance(job: Job, matrix: SymmetricMatrix, budget: number): void {
  call(() => job.advance(matrix.handle.object, matrix.n, budget));
}

function answer(job: Job, n: number, product: unknown): void {
  const number = `(product ${call(() => job.products) + 1})`;
  if (!(product instanceof Float64Array))
    throw new InvalidInputError("operator(v)", product, `a Float64Array ${number}`);
  if (product.length !== n)
    throw new InvalidInputError("operator(v).length", product.length, `${n} ${number}`);
  call(() => {
    new Float64Array(coreMemory().buffer, job.product, n).set(product);
    job.accept();
  });
}
