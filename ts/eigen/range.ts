import { checkOptions, checkWholeNumber } from "../base/check.js";
import { InvalidInputError } from "../base/errors.js";

/** Eigenvalues by their places in ascending order, from the smallest at 0, or by their values; both ends half-open. */
export type Range =
  | { readonly index: readonly [from: number, to: number] }
  | { readonly value: readonly [low: number, high: number] };

/** A range as the core takes it: its kind and its two ends. */
export type RangeCode = readonly [kind: number, low: number, high: number];

const ALL: RangeCode = [0, 0, 0];

export function checkRange(range: unknown, n: number): RangeCode {
  if (range === undefined) return ALL;
  checkOptions(range, ["index", "value"], "range");
  const { index, value } = range as { readonly index?: unknown; readonly value?: unknown };
  if ((index === undefined) === (value === undefined))
    throw new InvalidInputError("range", range, "either { index: [from, to] } or { value: [low, high] }");
  return index === undefined ? checkValues(value) : checkPlaces(index, n);
}

function checkPlaces(index: unknown, n: number): RangeCode {
  const [from, to] = checkPair("range.index", index);
  checkWholeNumber("range.index[0]", from, 0, n);
  return [1, from as number, checkWholeNumber("range.index[1]", to, from as number, n)];
}

function checkValues(value: unknown): RangeCode {
  const ends = checkPair("range.value", value);
  ends.forEach((end, at) => {
    if (typeof end !== "number" || Number.isNaN(end))
      throw new InvalidInputError(`range.value[${at}]`, end, "a number, which may be infinite");
  });
  const [low, high] = ends as [number, number];
  if (low > high) throw new InvalidInputError("range.value", value, "low ≤ high in [low, high]");
  return [2, low, high];
}

function checkPair(argument: string, pair: unknown): unknown[] {
  if (!Array.isArray(pair) || pair.length !== 2)
    throw new InvalidInputError(argument, pair, "an array of two numbers");
  return pair;
}
