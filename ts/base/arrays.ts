import { InvalidInputError } from "./errors.js";

/** Numbers as callers have them; `Float64Array`s are taken as they are, the others are converted to one. */
export type Numbers =
  | Float64Array
  | Float32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array
  | readonly number[];

/** The same by rows: `[[2, 1], [1, 2]]`. */
export type Rows = readonly Numbers[];

/** Each throws an `InvalidInputError` that names the argument, its value and what is allowed. */

/**
 * The numbers as doubles, row after row where there are rows. Arrays of any realm are taken: one of an iframe, of
 * `node:vm` or of a test runner's page is no instance of ours.
 *
 * @param alternative  what else the argument may be: "a SymmetricMatrix"
 */
export function toDoubles(argument: string, value: unknown, alternative = ""): Float64Array {
  if (isTyped(value)) {
    if (!isReadable(value))
      throw new InvalidInputError(
        argument,
        value,
        "an array whose buffer was not transferred away or cut short",
      );
    return isFloat64Array(value) ? value : Float64Array.from(value);
  }
  if (!Array.isArray(value)) {
    const or = alternative === "" ? "" : `, or ${alternative}`;
    throw new InvalidInputError(argument, value, `an array of numbers${or}`);
  }
  if (isRows(value)) return joined(argument, value as Rows);
  const bad = value.findIndex((entry) => typeof entry !== "number");
  if (bad !== -1) throw new InvalidInputError(`${argument}[${bad}]`, value[bad], "a number");
  return Float64Array.from(value);
}

function joined(argument: string, rows: Rows): Float64Array {
  const [first, ...others] = Array.from(rows, (row, i) => toDoubles(`${argument}[${i}]`, row));
  const width = first?.length ?? 0;
  const doubles = new Float64Array(rows.length * width);
  doubles.set(first ?? []);
  others.forEach((row, i) => {
    if (row.length !== width)
      throw new InvalidInputError(
        `${argument}[${i + 1}].length`,
        row.length,
        `${width}, as of the first row`,
      );
    doubles.set(row, (i + 1) * width);
  });
  return doubles;
}

const isRows = (value: readonly unknown[]): boolean => Array.isArray(value[0]) || isTyped(value[0]);

const isFloat64Array = (value: Numbers): value is Float64Array =>
  value instanceof Float64Array || tagOf(value) === "[object Float64Array]";

/** A typed array of numbers; those of bigints are none. */
function isTyped(value: unknown): value is Exclude<Numbers, readonly number[]> {
  if (value instanceof Float64Array) return true;
  return ArrayBuffer.isView(value) && /^\[object (Float|Int|Uint)\d+(Clamped)?Array\]$/.test(tagOf(value));
}

const tagOf = (value: unknown): string => Object.prototype.toString.call(value);

/** Of a buffer that was transferred away or made smaller a view has no entries; methods throw, of an empty array they do not. */
function isReadable(view: Exclude<Numbers, readonly number[]>): boolean {
  if (view.byteLength > 0) return true;
  try {
    view.at(0);
    return true;
  } catch {
    return false;
  }
}

/** An n×n matrix, row-major, and its order n. */
export function toSquare(argument: string, value: unknown, alternative?: string) {
  const a = toDoubles(argument, value, alternative);
  const n = Math.round(Math.sqrt(a.length));
  if (n * n !== a.length)
    throw new InvalidInputError(`${argument}.length`, a.length, "a square number, n² for an n×n matrix");
  if (Array.isArray(value) && isRows(value) && value.length !== n)
    throw new InvalidInputError(`${argument}.length`, value.length, `as many rows as columns`);
  return { a, n };
}

/** All finite; of `length` entries where it is given. */
export function toVector(argument: string, value: unknown, length?: number): Float64Array {
  const vector = toDoubles(argument, value);
  if (length !== undefined && vector.length !== length)
    throw new InvalidInputError(`${argument}.length`, vector.length, String(length));
  if (allFinite(vector)) return vector;
  const bad = vector.findIndex((entry) => !Number.isFinite(entry));
  throw new InvalidInputError(`${argument}[${bad}]`, vector[bad], "a finite number");
}

/** Whether all entries are; by sums, as `every` would take longer than the energy of 20 spins, and four, which overlap. */
export function allFinite(values: Float64Array): boolean {
  const of = (i: number) => 0 * (values[i] as number);
  let [a, b, c, d] = [0, 0, 0, 0];
  const ends = values.length % 4;
  for (let i = 0; i < ends; i++) a += of(i);
  for (let i = ends; i < values.length; i += 4) {
    a += of(i);
    b += of(i + 1);
    c += of(i + 2);
    d += of(i + 3);
  }
  return a + b + c + d === 0;
}
