import { describe, expect, test } from "vitest";
import {
  bytes,
  duration,
  formatExact,
  formatNumber,
  formatWithin,
  measured,
  plural,
  twoDigits,
} from "../../ts/base/text.js";

describe("a number with its error", () => {
  test.each([
    [-1.55022, 0.00153, "−1.5502 ± 0.0015"],
    [0.5, 0.0996, "0.50 ± 0.10"],
    [0.5, 0.1, "0.50 ± 0.10"],
    [0.5, 0.0994, "0.500 ± 0.099"],
    [0.5, 0.996, "0.5 ± 1.0"],
    [1234.5, 12.3, "1235 ± 12"],
    [1234.5, 123, "1235 ± 123"],
    [1e-20, 1e-22, "1.00000e−20 ± 1.0e−22"],
    [1, 0, "1"],
  ])(
    "%s ± %s reads %s: two digits of the error, and the value as far as they reach",
    (value, error, text) => {
      expect(formatNumber(value, error)).toBe(text);
    },
  );

  test.each([
    [1, "1"],
    [5.4867, "5.49"],
    [0.054867, "0.0549"],
    [-1.632993161, "−1.63"],
    [1544.83, "1540"],
    [123456, "123456"],
    [1e-9, "1e−9"],
    [Number.NaN, "NaN"],
  ])("of unknown or no error %s has three digits, or those of a whole number: %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
    expect(formatNumber(value, 0)).toBe(text);
  });

  test.each([
    [-1.632993161, "−1.633"],
    [123456.789, "123460"],
    [Math.sqrt(24), "4.899"],
  ])("that is known, %s, has five digits: %s", (value, text) => {
    expect(formatExact(value)).toBe(text);
  });

  test.each([
    [0.97083, 0.9512, 0.9883, "0.971 (0.951 to 0.988)"],
    [-0.4, -0.9, 0.3, "−0.40 (−0.90 to 0.30)"],
    [0.5, 0.5, 0.5, "0.5 (0.5 to 0.5)"],
  ])(
    "%s from %s to %s reads as far as two digits of half the interval reach: %s",
    (value, low, high, text) => {
      expect(formatWithin(value, { low, high })).toBe(text);
    },
  );

  test.each([
    [0.0996, "0.10"],
    [-0.0581, "−0.058"],
    [0.153, "0.15"],
    [12.4, "12"],
    [0, "0"],
  ])("two digits of %s are %s", (value, text) => {
    expect(twoDigits(value)).toBe(text);
  });

  test("is the same digits with plain hyphens in two pieces", () => {
    expect(measured(-1.55022, 0.00153)).toEqual(["-1.5502", "0.0015"]);
    expect(measured(-1.55022)).toEqual(["-1.55", ""]);
    expect(measured(2, 0)).toEqual(["2", "0"]);
  });
});

test.each([
  [0, "0 s"],
  [8.2, "9 s"],
  [59.5, "1 min 0 s"],
  [130, "2 min 10 s"],
  [3900, "1 h 5 min"],
])("%s seconds are %s, rounded up as what is still to wait", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test.each([
  [1.5e6, "1.5 MB"],
  [2e6, "2 MB"],
  [1.234e8, "123 MB"],
  [1.25e9, "1.3 GB"],
])("%s bytes are %s", (count, text) => {
  expect(bytes(count)).toBe(text);
});

test("one is singular", () => {
  expect([plural(1, "shard"), plural(0, "shard"), plural(3, "shard")]).toEqual([
    "1 shard",
    "0 shards",
    "3 shards",
  ]);
});
