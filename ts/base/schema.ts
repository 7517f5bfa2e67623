import { InvalidInputError } from "./errors.js";

/** JSON Schema (2020-12), as `losscape experiments --json` prints it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Checks a value and says what is allowed; the one place of a config key's type, bounds, default and help. */
export interface Field<T> {
  readonly json: JsonSchema;
  readonly default: T;
  /** @throws InvalidInputError naming `path`, the value and what is allowed. */
  parse(value: unknown, path: string): T;
}

/** A config: every key optional, each with its default, and no others. */
export interface Schema<T> {
  readonly json: JsonSchema;
  readonly defaults: T;
  /** Fills in defaults. @throws InvalidInputError naming the key, the value and what is allowed. */
  parse(value: unknown): T;
}

interface Help<T> {
  readonly default: T;
  readonly help: string;
}

export function wholeNumber(options: { min: number; max: number } & Help<number>): Field<number> {
  const { min, max } = options;
  const expected = `a whole number from ${min} to ${max}`;
  return {
    json: {
      type: "integer",
      minimum: min,
      maximum: max,
      default: options.default,
      description: options.help,
    },
    default: options.default,
    parse(value, path) {
      if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max)
        throw new InvalidInputError(path, value, expected);
      return value;
    },
  };
}

export function positiveNumber(options: { max: number } & Help<number>): Field<number> {
  const { max } = options;
  return {
    json: {
      type: "number",
      exclusiveMinimum: 0,
      maximum: max,
      default: options.default,
      description: options.help,
    },
    default: options.default,
    parse(value, path) {
      if (typeof value !== "number" || !(value > 0 && value <= max))
        throw new InvalidInputError(path, value, `a number above 0 and at most ${max}`);
      return value;
    },
  };
}

export function choice<const T extends string>(
  options: { values: readonly T[] } & Help<NoInfer<T>>,
): Field<T> {
  const { values } = options;
  return {
    json: { enum: values, default: options.default, description: options.help },
    default: options.default,
    parse(value, path) {
      const found = values.find((allowed) => allowed === value);
      if (found === undefined)
        throw new InvalidInputError(
          path,
          value,
          values.map((allowed) => JSON.stringify(allowed)).join(" or "),
        );
      return found;
    },
  };
}

/** A list without repeats. */
export function list<T extends number>(
  options: { of: Field<T>; max: number } & Help<readonly T[]>,
): Field<readonly T[]> {
  const { of, max } = options;
  const { default: _, description: __, ...items } = of.json as Record<string, unknown>;
  return {
    json: {
      type: "array",
      items,
      minItems: 1,
      maxItems: max,
      uniqueItems: true,
      default: options.default,
      description: options.help,
    },
    default: options.default,
    parse(value, path) {
      if (!Array.isArray(value) || value.length < 1 || value.length > max)
        throw new InvalidInputError(path, value, `a list of 1 to ${max} entries`);
      const parsed = value.map((entry, index) => of.parse(entry, `${path}[${index}]`));
      parsed.forEach((entry, index) => {
        if (parsed.indexOf(entry) !== index)
          throw new InvalidInputError(`${path}[${index}]`, entry, "an entry that is not in the list already");
      });
      return parsed;
    },
  };
}

const SEED_LIMIT = 1n << 64n;
const SEED_EXPECTED = "a whole number from 0 to 2^64 - 1 (above 2^53 - 1 a bigint or a decimal string)";

/**
 * A seed in the one form that JSON can hold: a decimal string.
 *
 * @param value  a non-negative safe integer, a bigint below 2^64, or the decimal digits of either.
 */
export function parseSeed(value: unknown, path = "seed"): string {
  const digits =
    typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value))
      ? String(value)
      : value;
  if (typeof digits !== "string" || !/^(0|[1-9][0-9]{0,19})$/.test(digits) || BigInt(digits) >= SEED_LIMIT)
    throw new InvalidInputError(path, value, SEED_EXPECTED);
  return digits;
}

export function seed(options: Help<string>): Field<string> {
  return {
    json: {
      anyOf: [
        { type: "string", pattern: "^(0|[1-9][0-9]{0,19})$" },
        { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
      ],
      default: options.default,
      description: options.help,
    },
    default: options.default,
    parse: parseSeed,
  };
}

/** A config of the given keys; `parse` keeps their order, so that equal configs are equal JSON. */
export function object<T extends object>(fields: { readonly [K in keyof T]: Field<T[K]> }): Schema<T> {
  const keys = Object.keys(fields) as (keyof T & string)[];
  const pick = (from: (key: keyof T & string) => unknown) =>
    Object.fromEntries(keys.map((key) => [key, from(key)])) as T;
  return {
    json: {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      properties: Object.fromEntries(keys.map((key) => [key, fields[key].json])),
      additionalProperties: false,
    },
    defaults: pick((key) => fields[key].default),
    parse(value) {
      if (typeof value !== "object" || value === null || Array.isArray(value))
        throw new InvalidInputError("config", value, `an object with the keys ${keys.join(", ")}`);
      const given = value as Record<string, unknown>;
      for (const key of Object.keys(given))
        if (!Object.hasOwn(fields, key))
          throw new InvalidInputError(key, given[key], `no such key; the keys are ${keys.join(", ")}`);
      return pick((key) =>
        given[key] === undefined ? fields[key].default : fields[key].parse(given[key], key),
      );
    },
  };
}
