import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { toDoubles, toSquare, toVector } from "../../ts/base/arrays.js";

const foreign = runInNewContext("Float64Array.of(2, 1, 1, 2)") as Float64Array;

describe("numbers", () => {
  test("that are doubles are taken as they are, of another realm too, as an iframe's or a test runner's", () => {
    expect(foreign).not.toBeInstanceOf(Float64Array);
    expect(toSquare("a", foreign)).toEqual({ a: foreign, n: 2 });
    expect(toVector("state", foreign, 4)).toBe(foreign);
  });

  test.each([
    ["floats", Float32Array.of(2, 1, 1, 2)],
    ["floats of another realm", runInNewContext("Float32Array.of(2, 1, 1, 2)")],
    ["bytes", Uint8ClampedArray.of(2, 1, 1, 2)],
    ["a list", [2, 1, 1, 2]],
    ["a list of another realm", runInNewContext("[2, 1, 1, 2]")],
    [
      "rows",
      [
        [2, 1],
        [1, 2],
      ],
    ],
    ["rows of typed arrays", [Float64Array.of(2, 1), Float32Array.of(1, 2)]],
  ])("are converted to doubles from %s", (_, value) => {
    const { a, n } = toSquare("a", value);
    expect(a).toBeInstanceOf(Float64Array);
    expect([...a, n]).toEqual([2, 1, 1, 2, 2]);
  });

  test("are refused when their buffer was transferred away, and taken when there are none", () => {
    const moved = Float64Array.of(1, 2);
    structuredClone(moved, { transfer: [moved.buffer] });
    expect(() => toVector("state", moved)).toThrow(
      "state: got a Float64Array of 0 bytes, expected an array whose buffer was not transferred away",
    );
    // Newer than the library that the sources are written for.
    const resizable = Reflect.construct(ArrayBuffer, [16, { maxByteLength: 16 }]) as ArrayBuffer & {
      resize(length: number): void;
    };
    const cut = new Float64Array(resizable, 0, 2);
    resizable.resize(8);
    expect(() => toVector("state", cut)).toThrow("buffer was not transferred away or cut short");
    expect(toSquare("a", new Float64Array(0)).n).toBe(0);
    expect(toSquare("a", []).n).toBe(0);
  });

  test.each([
    [undefined, "a: got undefined, expected an array of numbers, or a SymmetricMatrix"],
    ["2112", 'a: got "2112", expected an array of numbers, or a SymmetricMatrix'],
    [
      BigUint64Array.from([]),
      "a: got a BigUint64Array of 0 bytes, expected an array of numbers, or a SymmetricMatrix",
    ],
    [new DataView(new ArrayBuffer(8)), "a: got a DataView of 8 bytes, expected an array of numbers"],
    [[1, "2"], 'a[1]: got "2", expected a number'],
    [[[1, 2], [1]], "a[1].length: got 1, expected 2, as of the first row"],
    [[[1, 2], 3], "a[1]: got 3, expected an array of numbers"],
  ])("are nothing else: %j", (value, message) => {
    expect(() => toDoubles("a", value, "a SymmetricMatrix")).toThrow(message);
  });

  test("are as many as are asked for, all finite", () => {
    expect(() => toVector("state", Float64Array.of(1, Number.NaN))).toThrow(
      "state[1]: got NaN, expected a finite number",
    );
    expect(() => toVector("state", Float64Array.of(1), 2)).toThrow("state.length: got 1, expected 2");
    expect(() => toSquare("a", new Float64Array(3))).toThrow("a.length: got 3, expected a square number");
    expect(() => toSquare("a", [[1, 2, 3, 4]])).toThrow("a.length: got 1, expected as many rows as columns");
  });
});
