import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { eigh, eigvalsh, inertia } from "../../ts/eigen/index.js";
import { startCore } from "../support/core.js";
import {
  bound,
  deviationFromOrthonormal,
  LEAST,
  largestResidual,
  spectralNorm,
  symmetric,
} from "../support/matrices.js";

interface Case {
  readonly name: string;
  readonly rows: Float64Array[];
  values: Float64Array;
}

/** Lines "case …", "row …" of the lower triangle, "values …" to the last bit; generate.py made them. */
function casesOf(text: string): Case[] {
  const cases: Case[] = [];
  for (const line of text.split("\n")) {
    const [kind, ...words] = line.split(" ").filter((word) => word !== "");
    const numbers = () => Float64Array.from(words, Number);
    const last = cases.at(-1);
    if (kind === "case") cases.push({ name: words.join(" "), rows: [], values: new Float64Array(0) });
    else if (kind === "row") last?.rows.push(numbers());
    else if (kind === "values" && last !== undefined) last.values = numbers();
  }
  return cases;
}

const file = new URL("../golden/eigen/eigenvalues.txt", import.meta.url);
const cases = casesOf(readFileSync(file, "utf8")).map(({ name, rows, values }) => ({
  name,
  n: rows.length,
  a: symmetric(rows.length, (i, j) => rows[i]?.[j] as number),
  values,
}));

beforeAll(startCore);

test("there are cases", () => expect(cases.length).toBeGreaterThan(30));

describe.each(cases)("$name", ({ n, a, values }) => {
  const norm = spectralNorm(values);
  const tolerance = bound(n, norm);

  function expectNear(found: Float64Array, expected: Float64Array): void {
    expect(found.length).toBe(expected.length);
    found.forEach((value, k) => {
      expect(Math.abs(value - (expected[k] as number))).toBeLessThanOrEqual(tolerance);
    });
  }

  test("eigvalsh and eigh, all and a range, are within 10·n·(eps·‖a‖ + 5e-324) of the exact eigenvalues", () => {
    expectNear(eigvalsh(a), values);
    expectNear(eigh(a).values, values);
    const [from, to] = [Math.floor(n / 4), Math.ceil((2 * n) / 3)];
    const range = { index: [from, to] } as const;
    expectNear(eigvalsh(a, { range }), values.subarray(from, to));
    expectNear(eigh(a, { range }).values, values.subarray(from, to));
  });

  test("the vectors, of all and of a range, have residuals as small, and are orthonormal", () => {
    // In units where no product overflows or vanishes.
    const unit = 2 ** -Math.floor(Math.log2(Math.max(norm, 2 ** -1000)));
    const scaled = a.map((entry) => entry * unit);
    const small = bound(n, norm * unit) + 10 * n * n * LEAST * unit;
    for (const range of [undefined, { index: [0, Math.min(n, 2)] } as const]) {
      const { values: found, vectors } = eigh(a, { range });
      const pairs = { values: found.map((value) => value * unit), vectors };
      expect(largestResidual(scaled, n, pairs)).toBeLessThanOrEqual(small);
      expect(deviationFromOrthonormal(vectors, n)).toBeLessThanOrEqual(bound(n, 1));
    }
  });

  test("the inertia counts them about every shift that is not one of them", () => {
    const ends = [-2 * norm - 1, ...values, 2 * norm + 1];
    for (let k = 0; k <= n; k++) {
      const [low, high] = [ends[k] as number, ends[k + 1] as number];
      const shift = low / 2 + high / 2;
      // The factorisation is that of a matrix about this far away.
      if (!Number.isFinite(shift) || Math.min(shift - low, high - shift) <= 10 * tolerance) continue;
      expect(inertia(a, { shift })).toEqual({ negative: k, zero: 0, positive: n - k });
    }
  });
});
