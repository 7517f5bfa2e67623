import { InvalidInputError } from "../base/errors.js";
import { extendedNumber, type Field, object, optional, type ValueOf, wholeNumber } from "../base/schema.js";
import type { EigenRange } from "../wasm/generated/losscape_wasm.js";

/** Eigenvalues by their places in ascending order, from the smallest at 0, or by their values; both ends half-open. */
export type Range =
  | { readonly index: readonly [from: number, to: number] }
  | { readonly value: readonly [low: number, high: number] };

type Pair = readonly [unknown, unknown];

const pair: Field<Pair> = {
  expected: "an array of two numbers",
  json: { type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 },
  help: "",
  absent: "error",
  default: undefined,
  parse(value, path) {
    if (!Array.isArray(value) || value.length !== 2) throw new InvalidInputError(path, value, pair.expected);
    return [value[0], value[1]];
  },
};

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
  if (given?.index !== undefined) {
    const place = wholeNumber({ min: 0, max: n });
    const [from, to] = given.index;
    return {
      by: "index",
      low: place.parse(from, "range.index[0]"),
      high: place.parse(to, "range.index[1]"),
    };
  }
  if (given?.value === undefined) return undefined;
  const end = extendedNumber();
  const low = end.parse(given.value[0], "range.value[0]");
  const high = end.parse(given.value[1], "range.value[1]");
  if (low > high) throw new InvalidInputError("range.value", given.value, "low ≤ high in [low, high]");
  return { by: "value", low, high };
}
