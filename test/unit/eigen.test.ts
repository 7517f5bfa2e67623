import { beforeAll, describe, expect, test } from "vitest";
import { eigvalsh } from "../../ts/eigen.js";
import { InvalidInputError } from "../../ts/errors.js";
import { startCore } from "../support/core.js";

beforeAll(startCore);

describe("eigvalsh", () => {
  test("gives the eigenvalues of the second difference, 2 − 2 cos(kπ/(n+1)), ascending", () => {
    for (const n of [1, 2, 3, 10, 31, 64, 100, 257]) {
      const a = new Float64Array(n * n);
      for (let i = 0; i < n; i++) {
        a[i * n + i] = 2;
        if (i > 0) a[i * n + i - 1] = -1;
      }
      const values = eigvalsh(a);
      values.forEach((value, k) => {
        const exact = 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1));
        expect(Math.abs(value - exact)).toBeLessThanOrEqual(10 * n * Number.EPSILON * 4);
      });
    }
  });

  test("reads the lower triangle and leaves its argument as it was", () => {
    const a = Float64Array.of(2, NaN, 1, 2);
    expect([...eigvalsh(a)]).toEqual([1, 3]);
    expect([...a]).toEqual([2, NaN, 1, 2]);
  });

  test("of nothing is nothing", () => {
    expect(eigvalsh(new Float64Array(0))).toEqual(new Float64Array(0));
  });

  test.each([
    ["a length that is no square", new Float64Array(5), "a.length: got 5, expected a square number"],
    ["a NaN", Float64Array.of(1, 0, 0, 1, 1, 0, NaN, 0, 1), "a[2, 0]: got NaN, expected a finite number"],
    ["an infinity", Float64Array.of(1, 0, 0, -Infinity), "a[1, 1]: got -Infinity, expected a finite number"],
    ["an array", [1] as never, "a: got [1], expected a Float64Array"],
  ])("%s is named", (_, a, message) => {
    expect(() => eigvalsh(a)).toThrow(InvalidInputError);
    expect(() => eigvalsh(a)).toThrow(message);
  });
});
