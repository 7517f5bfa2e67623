import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { checkFloat64Array, checkSquare, checkVector } from "../../ts/base/arrays.js";

const foreign = runInNewContext("Float64Array.of(2, 1, 1, 2)") as Float64Array;

describe("an array of doubles", () => {
  test("may be of another realm, as an iframe's or a test runner's are", () => {
    expect(foreign).not.toBeInstanceOf(Float64Array);
    expect(checkSquare("a", foreign)).toBe(2);
    expect(checkVector("state", foreign, 4)).toBe(foreign);
  });

  test("is refused when its buffer was transferred away, and taken when it is empty", () => {
    const moved = Float64Array.of(1, 2);
    structuredClone(moved, { transfer: [moved.buffer] });
    expect(() => checkVector("state", moved)).toThrow(
      "state: got a Float64Array of 0 bytes, expected a Float64Array whose buffer was not transferred away",
    );
    expect(checkSquare("a", new Float64Array(0))).toBe(0);
  });

  test.each([
    [[1, 2], "a: got [1,2], expected a Float64Array or a SymmetricMatrix"],
    [new Float32Array(2), "a: got a Float32Array of 8 bytes, expected a Float64Array or a SymmetricMatrix"],
    [undefined, "a: got undefined, expected a Float64Array or a SymmetricMatrix"],
  ])("is nothing else: %j", (value, message) => {
    expect(() => checkFloat64Array("a", value, "a SymmetricMatrix")).toThrow(message);
  });

  test("has the entries that are asked for, all finite", () => {
    expect(() => checkVector("state", Float64Array.of(1, Number.NaN))).toThrow(
      "state[1]: got NaN, expected a finite number",
    );
    expect(() => checkVector("state", Float64Array.of(1), 2)).toThrow("state.length: got 1, expected 2");
    expect(() => checkSquare("a", new Float64Array(3))).toThrow("a.length: got 3, expected a square number");
  });
});
