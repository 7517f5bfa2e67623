import { OutOfMemoryError } from "../base/errors.js";
import { choice, number, object, optional, wholeNumber } from "../base/schema.js";
import { DESCENT_METHODS, DISORDERS } from "./tables.js";

export { DISORDERS, type Disorder } from "./tables.js";

/** The most bytes of couplings. */
const MAX_BYTES = 2 ** 31;

/** How many couplings an order p has: one a multiset of p of the n indices. */
export function couplingsOf(n: number, p: number): number {
  const factors = Array.from({ length: p }, (_, l) => (n + l) / (l + 1));
  return Math.round(factors.reduce((product, factor) => product * factor, 1));
}

/** What couplings are rounded to, and what batches are computed in. */
export const PRECISIONS = ["f64", "f32"] as const;

export type Precision = (typeof PRECISIONS)[number];

/** Bytes of a coupling. */
export const couplingBytes = { f64: 8, f32: 4 } as const satisfies Record<Precision, number>;

const bytesOf = (n: number, orders: readonly number[], precision: Precision) =>
  orders.reduce((sum, p) => sum + couplingBytes[precision] * couplingsOf(n, p), 0);

/**
 * The largest N whose couplings of these orders stay within 2 GiB: 23,169 for p = 2, 1171, 281, 124 and 73 for p = 3 to 6; in singles
 * 23,169, 1475, 335, 143 and 82.
 */
export function largestSpins(orders: readonly number[], precision: Precision = "f64"): number {
  let [fits, exceeds] = [1, MAX_SPINS + 1];
  while (exceeds - fits > 1) {
    const middle = Math.floor((fits + exceeds) / 2);
    if (bytesOf(middle, orders, precision) <= MAX_BYTES) fits = middle;
    else exceeds = middle;
  }
  return fits;
}

/** Refuses couplings that cannot fit, before a draw. */
export function checkCouplingsFit(n: number, orders: readonly number[], precision: Precision): void {
  const bytes = bytesOf(n, orders, precision);
  if (bytes <= MAX_BYTES) return;
  const model = `p = ${orders.join(" and ")}`;
  const most = `n = ${largestSpins(orders, precision)} is the largest that fits`;
  throw new OutOfMemoryError(`the couplings of n = ${n}, ${model} (${most})`, bytes, MAX_BYTES);
}

/** The largest N of any model, which is that of p = 2. */
export const MAX_SPINS = 23_169;

export const spins = wholeNumber({ min: 2, max: MAX_SPINS, help: "number of spins N" });

/** The orders of the interaction that there are; a test compares the last with the core's. */
export const ORDERS = [2, 3, 4, 5, 6] as const;

export type Order = (typeof ORDERS)[number];

export const MAX_ORDER: Order = Math.max(...ORDERS) as Order;

export const order = wholeNumber({ min: ORDERS[0], max: MAX_ORDER, help: "order of the interaction" });

/** b_p of each order that is in a mixture. */
export const mixture = object(
  Object.fromEntries(ORDERS.map((p) => [p, optional(number())])) as Record<
    Order,
    ReturnType<typeof optional<number>>
  >,
  { help: "the coefficient b_p of each order p, none of them 0" },
);

export const disorder = choice({
  values: DISORDERS,
  default: "gaussian",
  help: "distribution of the couplings, of mean 0 and variance 1",
});

export const precision = choice({
  values: PRECISIONS,
  default: "f64",
  help: "of the couplings, and of the arithmetic of batches and descents",
});

export const method = choice({ values: DESCENT_METHODS, default: "l-bfgs", help: "method of descent" });

export const tolerance = number({
  above: 0,
  max: 1,
  default: 1e-8,
  help: "on |P grad H|/sqrt(N), where a descent stops",
});
