import { describe, expect, test } from "vitest";
import * as errors from "../../ts/base/errors.js";
import { show } from "../../ts/base/text.js";

describe("an error", () => {
  test("has a name, a code and typed fields", () => {
    const error = new errors.InvalidInputError("replicas", -1, "a whole number ≥ 1");
    expect(error.message).toBe("replicas: got -1, expected a whole number ≥ 1");
    expect(error).toMatchObject({
      name: "InvalidInputError",
      code: "invalid-input",
      argument: "replicas",
      value: -1,
    });
    expect(error).toBeInstanceOf(errors.LosscapeError);
  });

  test.each([
    ["text", '"text"'],
    [3n, "3n"],
    [-0, "-0"],
    [Number.NaN, "NaN"],
    [undefined, "undefined"],
    [[1, 2], "[1,2]"],
    [[Number.POSITIVE_INFINITY, 0, Number.NaN], "[Infinity,0,NaN]"],
    [Object.setPrototypeOf(new Float64Array(1), null), "a view without a prototype"],
    [new Float64Array(2), "a Float64Array of 16 bytes"],
    [() => 1, "a function"],
    [{ at: 1n }, "an object that is not plain JSON"],
    ["x".repeat(10), '"xxxxxxxxxx"'],
    [{ long: "x".repeat(200) }, `{"long":"${"x".repeat(68)}...`],
  ])("shows %s in short", (value, text) => {
    expect(show(value)).toBe(text);
  });
});

test("an abort is known by its name and holds the reason", () => {
  const { reason } = AbortSignal.abort("enough");
  const error = new errors.AbortedError("descend", [1], { cause: reason });
  expect(error).toMatchObject({ name: "AbortError", code: "aborted", partial: [1], cause: "enough" });
  expect(error).toBeInstanceOf(errors.AbortedError);
});
