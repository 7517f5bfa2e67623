import { InvalidInputError } from "../base/errors.js";
import { extendedNumber, field, object, optional, type ValueOf, wholeNumber } from "../base/schema.js";
import type { EigenRange } from "../wasm/generated/losscape_wasm.js";

/** Eigenvalues by their places in ascending order, from the smallest at 0, or by their values; both ends half-open. */
export type Range =
  | { readonly index: readonly [from: number, to: number] }
  | { readonly value: readonly [low: number, high: number] };

type Pair = readonly [unknown, unknown];

const pair = field<Pair>(
  "an array of two numbers",
  { type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 },
  {},
  (value) => (Array.isArray(value) && value.length === 2 ? [value[0], value[1]] : undefined),
);

/** Its ends are checked when the order of the matrix is known. */
export const range = object(
  { index: optional(pair), value: optional(pair) },
  {
    rule(given) {
      if ((given.index === undefined) === (given.value === undefined))
        throw new InvalidInputError("range", given, "either { index: [from, to] } or { value: [low, high] }");
    },
  },
);

/** The range of eigenvalues of n×n matrices. */
export function rangeSettings(given: ValueOf<typeof range> | undefined, n: number): EigenRange | undefined {
  if (given === undefined) return undefined;
  const by = given.index === undefined ? "value" : "index";
  const end = by === "index" ? wholeNumber({ min: 0, max: n }) : extendedNumber();
  const [from, to] = given[by] as Pair;
  const low = end.parse(from, `range.${by}[0]`);
  const high = end.parse(to, `range.${by}[1]`);
  if (by === "value" && low > high)
    throw new InvalidInputError("range.value", given.value, "low ≤ high in [low, high]");
  return { by, low, high };
}
