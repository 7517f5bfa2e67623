import { InvalidInputError } from "./errors.js";
import { didYouMean } from "./nearest.js";

/** JSON Schema (2020-12), as `losscape experiments --json` prints it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * One option: what is allowed, what it is when absent, and what it means.
 *
 * Options of the API, configs of experiments, JSON Schema, help and sentences of errors all read this.
 */
export interface Field<T> {
  /** What is allowed, as an error's sentence ends: "a whole number from 1 to 9". */
  readonly expected: string;
  /** The same for machines, with default and help; what JSON cannot hold (functions, signals) says nothing. */
  readonly json: JsonSchema;
  readonly help: string;
  /** Whether an absent value is an error, stays absent, or is `default`. */
  readonly absent: "error" | "undefined" | "default";
  readonly default: T | undefined;
  /** @throws InvalidInputError naming `path`, the value and what is allowed. */
  parse(value: unknown, path: string): T;
}

export type ValueOf<F> = F extends Field<infer T> ? T : never;
export type ObjectOf<Fields> = { readonly [K in keyof Fields]: ValueOf<Fields[K]> };

/** A field for every key of an interface of options: `{ … } satisfies FieldsOf<Options>`. */
export type FieldsOf<Options> = { readonly [K in keyof Required<Options>]: Field<unknown> };

/** A config or an object of options: its keys, and no others. */
export interface Schema<T> extends Field<T> {
  readonly fields: Readonly<Record<keyof T & string, Field<unknown>>>;
  readonly defaults: Partial<T>;
  /** Fills in defaults, in the order of the fields, so that equal values are equal JSON. */
  parse(value: unknown, path?: string): T;
}

interface About<T> {
  readonly default?: T;
  readonly help?: string;
}

/** Whether a value may be an object of options. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/** A field of one's own. `accept` returns undefined for what is not allowed. */
export function field<T>(
  expected: string,
  json: JsonSchema,
  about: About<T>,
  accept: (value: unknown, path: string) => T | undefined,
): Field<T> {
  const { default: fallback, help = "" } = about;
  return {
    expected,
    json: {
      ...json,
      ...(fallback !== undefined && { default: fallback }),
      ...(help !== "" && { description: help }),
    },
    help,
    absent: fallback === undefined ? "error" : "default",
    default: fallback,
    parse(value, path) {
      const parsed = accept(value, path);
      if (parsed === undefined) throw new InvalidInputError(path, value, expected);
      return parsed;
    },
  };
}

/** The same, and it may be absent; a default of its own is none of this one. */
export function optional<T>(of: Field<T>): Field<T | undefined> {
  const { default: _, ...json } = of.json;
  return {
    ...of,
    json,
    absent: "undefined",
    default: undefined,
    parse: (value, path) => (value === undefined ? undefined : of.parse(value, path)),
  };
}

/** The same with another default or help. */
export function withDefault<T>(of: Field<T>, value: T, help: string = of.help): Field<T> {
  return field(of.expected, of.json, { default: value, help }, of.parse);
}

export function wholeNumber(
  options: { readonly min: number; readonly max?: number } & About<number>,
): Field<number> {
  const { min, max = Number.MAX_SAFE_INTEGER } = options;
  const expected =
    options.max === undefined
      ? `a whole number ≥ ${min}`
      : min === max
        ? `${min}`
        : `a whole number from ${min} to ${max}`;
  return field(expected, { type: "integer", minimum: min, maximum: max }, options, (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= min && value <= max ? value : undefined,
  );
}

/** How each bound of a number is said, in sentences and in JSON Schema, and when it holds. */
const BOUNDS = {
  above: { words: "above", json: "exclusiveMinimum", holds: (value: number, at: number) => value > at },
  min: { words: "of at least", json: "minimum", holds: (value: number, at: number) => value >= at },
  below: { words: "below", json: "exclusiveMaximum", holds: (value: number, at: number) => value < at },
  max: { words: "at most", json: "maximum", holds: (value: number, at: number) => value <= at },
};

/** A finite number; `min` and `max` belong to what is allowed, `above` and `below` do not. */
export function number(
  options: { readonly [Bound in keyof typeof BOUNDS]?: number } & About<number> = {},
): Field<number> {
  const bounds = Object.entries(BOUNDS).flatMap(([name, bound]) => {
    const at = options[name as keyof typeof BOUNDS];
    return at === undefined ? [] : [{ ...bound, at }];
  });
  const words = bounds.map(({ words, at }) => `${words} ${at}`).join(" and ");
  return field(
    words === "" ? "a finite number" : `a number ${words}`,
    { type: "number", ...Object.fromEntries(bounds.map(({ json, at }) => [json, at])) },
    options,
    (value) =>
      typeof value === "number" && Number.isFinite(value) && bounds.every(({ holds, at }) => holds(value, at))
        ? value
        : undefined,
  );
}

/** A number that may be infinite, as the end of a range is. */
export function extendedNumber(about: About<number> = {}): Field<number> {
  return field("a number, which may be infinite", { type: "number" }, about, (value) =>
    typeof value === "number" && !Number.isNaN(value) ? value : undefined,
  );
}

export function boolean(about: About<boolean> = {}): Field<boolean> {
  return field("true or false", { type: "boolean" }, about, (value) =>
    typeof value === "boolean" ? value : undefined,
  );
}

/** One of a few words. */
export function choice<const T extends string>(
  options: { readonly values: readonly T[] } & About<NoInfer<T>>,
): Field<T> {
  const { values } = options;
  return field(values.map((word) => JSON.stringify(word)).join(" or "), { enum: values }, options, (value) =>
    values.find((word) => word === value),
  );
}

/** A list of `min` (1) to `max` entries, without repeats unless `repeats` says otherwise. */
export function list<T extends number | string>(
  options: {
    readonly of: Field<T>;
    readonly min?: number;
    readonly max: number;
    readonly repeats?: boolean;
  } & About<readonly T[]>,
): Field<readonly T[]> {
  const { of, min = 1, max, repeats = false } = options;
  const { default: _, description: __, ...items } = of.json as Record<string, unknown>;
  return field(
    `a list of ${min} to ${max} entries`,
    { type: "array", items, minItems: min, maxItems: max, uniqueItems: !repeats },
    options,
    (value, path) => {
      if (!Array.isArray(value) || value.length < min || value.length > max) return undefined;
      // `map` would leave out the holes of an array.
      const parsed = Array.from(value, (entry, place) => of.parse(entry, `${path}[${place}]`));
      parsed.forEach((entry, place) => {
        if (!repeats && parsed.indexOf(entry) !== place)
          throw new InvalidInputError(`${path}[${place}]`, entry, "an entry that is not in the list already");
      });
      return parsed;
    },
  );
}

/** Refuses a list that does not ascend. @param expected  what may follow an entry, as an error's sentence ends */
export function checkAscending(
  path: string,
  values: readonly number[],
  expected: (before: number) => string,
): void {
  const at = values.findIndex((value, place) => place > 0 && value <= (values[place - 1] as number));
  if (at > 0) throw new InvalidInputError(`${path}[${at}]`, values[at], expected(values[at - 1] as number));
}

const SEED_DIGITS = /^(0|[1-9][0-9]{0,19})$/;
const SEED_LIMIT = 1n << 64n;

/** A seed in the one form that JSON can hold, a decimal string; given as a safe integer, a bigint or such a string. */
export function seed(about: About<string> = {}): Field<string> {
  return field(
    "a whole number from 0 to 2^64 - 1 (above 2^53 - 1 its digits in quotes)",
    {
      anyOf: [
        { type: "string", pattern: SEED_DIGITS.source },
        { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
      ],
    },
    about,
    (value) => {
      const digits = typeof value === "bigint" || Number.isSafeInteger(value) ? String(value) : value;
      const isSeed = typeof digits === "string" && SEED_DIGITS.test(digits) && BigInt(digits) < SEED_LIMIT;
      return isSeed ? digits : undefined;
    },
  );
}

/** @throws InvalidInputError naming `path` */
export const parseSeed = (value: unknown, path = "seed"): string => seed().parse(value, path);

export function text(about: About<string> = {}): Field<string> {
  return field("a text", { type: "string" }, about, (value) =>
    typeof value === "string" ? value : undefined,
  );
}

/** An object whose keys are whole numbers ≥ min, as { 2: 0.6, 4: 0.8 }. */
export function numbered<T>(options: {
  readonly of: Field<T>;
  readonly min: number;
  readonly help?: string;
}): Field<Readonly<Record<number, T>>> {
  const { of, min } = options;
  return field(
    `an object with one whole number ≥ ${min} or more as keys`,
    { type: "object", additionalProperties: of.json, minProperties: 1 },
    options,
    (value, path) => {
      if (!isRecord(value)) return undefined;
      const entries = Object.entries(value);
      const named = ([key]: [string, unknown]) => /^[1-9][0-9]{0,8}$/.test(key) && Number(key) >= min;
      if (entries.length === 0 || !entries.every(named)) return undefined;
      return Object.fromEntries(entries.map(([key, entry]) => [key, of.parse(entry, `${path}.${key}`)]));
    },
  );
}

/** A value that one of several fields takes; the sentence of an error names them all. */
export function anyOf<const F extends readonly Field<unknown>[]>(
  options: { readonly of: F } & About<ValueOf<F[number]>>,
): Field<ValueOf<F[number]>> {
  const { of } = options;
  return field(
    of.map(({ expected }) => expected).join(", or "),
    { anyOf: of.map(({ json }) => json) },
    options,
    (value, path) => {
      for (const one of of)
        try {
          return one.parse(value, path) as ValueOf<F[number]>;
        } catch (error) {
          // Inside an object that has the right keys the error is the user's, and more precise than the list of all.
          if (!(error instanceof InvalidInputError) || error.argument !== path) throw error;
        }
      return undefined;
    },
  );
}

/** Whatever is given: the call checks it once it knows the other options. */
export const anything: Field<unknown> = {
  ...{ expected: "", json: {}, help: "", absent: "error", default: undefined },
  parse: (value) => value,
};

/** A function that is told something. */
export function callback<F extends (...args: never[]) => unknown>(): Field<F> {
  return field("a function", {}, {}, (value) => (typeof value === "function" ? (value as F) : undefined));
}

/** What cancels a call; one of another realm too. */
export function signal(): Field<AbortSignal> {
  return field("an AbortSignal", {}, {}, (value) =>
    typeof value === "object" &&
    value !== null &&
    typeof (value as AbortSignal).aborted === "boolean" &&
    typeof (value as AbortSignal).addEventListener === "function"
      ? (value as AbortSignal)
      : undefined,
  );
}

export interface AboutObject<T> {
  /** What an error calls the object itself. */
  readonly name?: "options" | "config";
  readonly help?: string;
  /** What must hold between keys; it throws the error. */
  rule?(value: T): void;
}

/** What an error calls an entry of an object. */
export const nounOf = ({ name }: AboutObject<never>): string => (name === "config" ? "key" : "option");

/** An object with the given keys and no others. */
export function object<const Fields extends Record<string, Field<unknown>>>(
  fields: Fields,
  about: AboutObject<ObjectOf<Fields>> = {},
): Schema<ObjectOf<Fields>> {
  const { name = "options", help = "", rule } = about;
  const noun = nounOf(about);
  const keys = Object.keys(fields);
  const one = keys.length === 1 ? `the key ${keys[0]}` : `the keys ${keys.join(", ")}`;
  const expected = `an object with ${one}`;
  const needed = keys.filter((key) => fields[key]?.absent === "error");
  const defaults = Object.fromEntries(
    keys.flatMap((key) => (fields[key]?.absent === "default" ? [[key, fields[key].default]] : [])),
  ) as Partial<ObjectOf<Fields>>;
  return {
    fields,
    defaults,
    expected,
    json: {
      type: "object",
      properties: Object.fromEntries(keys.map((key) => [key, fields[key]?.json])),
      ...(needed.length > 0 && { required: needed }),
      additionalProperties: false,
      ...(help !== "" && { description: help }),
    },
    help,
    absent: "error",
    default: undefined,
    parse(value, path = "") {
      if (!isRecord(value)) throw new InvalidInputError(path || name, value, expected);
      const within = (key: string) => (path === "" ? key : `${path}.${key}`);
      for (const key of Object.keys(value))
        if (!Object.hasOwn(fields, key))
          throw new InvalidInputError(
            within(key),
            value[key],
            `no such ${noun}${didYouMean(key, keys)}; the ${noun}s are ${keys.join(", ")}`,
          );
      // By key and not by entries: half the time of a call on a matrix of order 1 would be spent here.
      const parsed: Record<string, unknown> = {};
      for (const key of keys) {
        const of = fields[key] as Field<unknown>;
        const entry = value[key];
        parsed[key] =
          entry === undefined && of.absent === "default" ? of.default : of.parse(entry, within(key));
      }
      rule?.(parsed as ObjectOf<Fields>);
      return parsed as ObjectOf<Fields>;
    },
  };
}

/** What every call that takes long has: how it is cancelled, and who is told how far it is. */
export const watchFields = {
  signal: optional(signal()),
  onProgress: optional(callback<(progress: never) => void>()),
};
