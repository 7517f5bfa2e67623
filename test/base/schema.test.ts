import { describe, expect, test } from "vitest";
import { InvalidInputError } from "../../ts/base/errors.js";
import {
  anyOf,
  boolean,
  callback,
  choice,
  extendedNumber,
  list,
  number,
  object,
  optional,
  seed,
  signal,
  text,
  watchFields,
  wholeNumber,
} from "../../ts/base/schema.js";

const schema = object(
  {
    sizes: list({
      of: wholeNumber({ min: 2, max: 9, default: 2, help: "" }),
      max: 3,
      default: [2, 3],
      help: "sizes",
    }),
    replicas: wholeNumber({ min: 1, max: 10, default: 5, help: "replicas" }),
    tolerance: number({ above: 0, max: 1, default: 1e-8, help: "tolerance" }),
    method: choice({ values: ["a", "b"], default: "a", help: "method" }),
    seed: seed({ default: "1", help: "seed" }),
  },
  { name: "config" },
);

describe("a config", () => {
  test("is filled in with defaults, in the order of its keys", () => {
    expect(schema.parse({})).toEqual(schema.defaults);
    expect(Object.keys(schema.parse({ seed: 3, sizes: [4] }))).toEqual([
      "sizes",
      "replicas",
      "tolerance",
      "method",
      "seed",
    ]);
  });

  test.each([
    [7, "7"],
    [2n ** 64n - 1n, "18446744073709551615"],
    ["9007199254740993", "9007199254740993"],
  ])("keeps the seed %s as decimal digits", (given, digits) => {
    expect(schema.parse({ seed: given }).seed).toBe(digits);
  });

  test.each([
    [{ sizes: [] }, "sizes: got [], expected a list of 1 to 3 entries"],
    [{ sizes: [2, 3, 4, 5] }, "sizes: got [2,3,4,5], expected a list of 1 to 3 entries"],
    [{ sizes: [2, 1] }, "sizes[1]: got 1, expected a whole number from 2 to 9"],
    [{ sizes: [2, "3"] }, 'sizes[1]: got "3", expected a whole number from 2 to 9'],
    [{ sizes: [2, 2] }, "sizes[1]: got 2, expected an entry that is not in the list already"],
    [{ sizes: 2 }, "sizes: got 2, expected a list of 1 to 3 entries"],
    [{ replicas: 0 }, "replicas: got 0, expected a whole number from 1 to 10"],
    [{ replicas: 1.5 }, "replicas: got 1.5, expected a whole number from 1 to 10"],
    [{ replicas: null }, "replicas: got null, expected a whole number from 1 to 10"],
    [{ tolerance: -1 }, "tolerance: got -1, expected a number above 0 and at most 1"],
    [{ tolerance: Number.NaN }, "tolerance: got NaN, expected a number above 0 and at most 1"],
    [{ method: "c" }, 'method: got "c", expected "a" or "b"'],
    [{ seed: -1 }, "seed: got -1, expected a whole number from 0 to 2^64 - 1"],
    [{ seed: "01" }, 'seed: got "01", expected a whole number from 0 to 2^64 - 1'],
    [{ seed: "18446744073709551616" }, "expected a whole number from 0 to 2^64 - 1"],
    [
      { replica: 1 },
      "replica: no such key (did you mean replicas?); the keys are sizes, replicas, tolerance, method, seed",
    ],
    [{ toString: 1 }, "toString: no such key"],
    [[], "config: got [], expected an object"],
    [null, "config: got null, expected an object"],
  ])("%j is refused with the key, the value and what is allowed", (config, message) => {
    expect(() => schema.parse(config)).toThrow(InvalidInputError);
    expect(() => schema.parse(config)).toThrow(message);
  });

  test("is described by a JSON Schema with bounds, defaults and help", () => {
    expect(schema.json).toMatchObject({
      type: "object",
      additionalProperties: false,
      properties: {
        sizes: {
          type: "array",
          items: { type: "integer", minimum: 2, maximum: 9 },
          default: [2, 3],
          description: "sizes",
        },
        tolerance: { exclusiveMinimum: 0, maximum: 1, default: 1e-8 },
        method: { enum: ["a", "b"] },
      },
    });
  });
});

test("a hole in a list is an entry that is refused", () => {
  const times = list({ of: number(), max: 3 });
  // biome-ignore lint/suspicious/noSparseArray: it is what is tested.
  expect(() => times.parse([0, , 1], "times")).toThrow("times[1]: got undefined, expected a finite number");
});

test("an optional field has no default, whatever the field had", () => {
  const share = optional(number({ min: 0, default: 0.5, help: "of all" }));
  expect(share.json).toEqual({ type: "number", minimum: 0, description: "of all" });
  expect(object({ share }).parse({})).toEqual({ share: undefined });
});

describe("options", () => {
  const nested = object({
    n: wholeNumber({ min: 1 }),
    cold: boolean({ default: false }),
    name: optional(text()),
    initial: anyOf({
      of: [choice({ values: ["glorot", "he"] }), object({ uniform: number({ above: 0 }) })],
      default: "he",
    }),
    range: optional(object({ low: extendedNumber(), high: extendedNumber() })),
    ...watchFields,
  });

  test("may be nested, absent, or one of several kinds", () => {
    expect(nested.parse({ n: 2 })).toEqual({
      n: 2,
      cold: false,
      name: undefined,
      initial: "he",
      range: undefined,
      signal: undefined,
      onProgress: undefined,
    });
    expect(
      nested.parse({ n: 2, initial: { uniform: 0.5 }, range: { low: -Infinity, high: 1 } }),
    ).toMatchObject({
      initial: { uniform: 0.5 },
      range: { low: -Infinity, high: 1 },
    });
  });

  test.each([
    [{}, "n: got undefined, expected a whole number ≥ 1"],
    [{ n: 2, cold: 0 }, "cold: got 0, expected true or false"],
    [{ n: 2, name: 3 }, "name: got 3, expected a text"],
    [
      { n: 2, initial: "cube" },
      'initial: got "cube", expected "glorot" or "he", or an object with the key uniform',
    ],
    [{ n: 2, initial: { uniform: -1 } }, "initial.uniform: got -1, expected a number above 0"],
    [{ n: 2, initial: { normal: 1 } }, "initial.normal: no such option; the options are uniform"],
    [
      { n: 2, range: { low: Number.NaN, high: 1 } },
      "range.low: got NaN, expected a number, which may be infinite",
    ],
    [{ n: 2, m: 1 }, "m: no such option; the options are n, cold, name, initial, range, signal, onProgress"],
    [{ n: 2, signal: {} }, "signal: got {}, expected an AbortSignal"],
    [{ n: 2, signal: 3 }, "signal: got 3, expected an AbortSignal"],
    [{ n: 2, onProgress: 3 }, "onProgress: got 3, expected a function"],
    [3, "options: got 3, expected an object with the keys n, cold"],
  ])("%j is refused with the option, the value and what is allowed", (options, message) => {
    expect(() => nested.parse(options)).toThrow(InvalidInputError);
    expect(() => nested.parse(options)).toThrow(message);
  });

  test("may have rules between them", () => {
    const pair = object(
      { from: number(), to: number() },
      {
        rule({ from, to }) {
          if (from > to) throw new InvalidInputError("to", to, `at least from = ${from}`);
        },
      },
    );
    expect(pair.parse({ from: 1, to: 2 })).toEqual({ from: 1, to: 2 });
    expect(() => pair.parse({ from: 2, to: 1 })).toThrow("to: got 1, expected at least from = 2");
  });

  test("that must be given are required in JSON Schema, and the others are not", () => {
    expect(nested.json).toMatchObject({ required: ["n"], properties: { cold: { default: false } } });
    expect(nested.defaults).toEqual({ cold: false, initial: "he" });
  });

  test("of one value say which", () => {
    expect(() => wholeNumber({ min: 3, max: 3 }).parse(4, "p")).toThrow("p: got 4, expected 3");
  });

  test("take a signal of another realm, which is no instance of this one's", () => {
    const { aborted, reason } = AbortSignal.abort();
    const foreign = { aborted, reason, addEventListener() {} };
    expect(signal().parse(foreign, "signal")).toBe(foreign);
    expect(callback().parse(Math.max, "f")).toBe(Math.max);
  });

  test("may be a list with repeats, of at least so many", () => {
    const widths = list({ of: wholeNumber({ min: 1 }), min: 2, max: 9, repeats: true });
    expect(widths.parse([10, 10], "layers")).toEqual([10, 10]);
    expect(() => widths.parse([10], "layers")).toThrow("layers: got [10], expected a list of 2 to 9 entries");
  });
});
