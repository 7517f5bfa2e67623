import { beforeAll, expect, test } from "vitest";
import { eigh, eighBatch, eigvalsh, eigvalshBatch, inertia, inertiaBatch } from "../../ts/eigen/index.js";
import { startCore } from "../support/core.js";
import { random } from "../support/matrices.js";

beforeAll(startCore);

const COUNT = 5;
const single = (n: number, b: number) => random(n, 100 * n + b);

/** `COUNT` matrices of order n, one after another. */
function batch(n: number): Float64Array {
  const matrices = new Float64Array(COUNT * n * n);
  for (let b = 0; b < COUNT; b++) matrices.set(single(n, b), b * n * n);
  return matrices;
}

const ORDERS = [1, 2, 3, 8, 33, 100, 140];
const RANGES = [undefined, { index: [0, 1] }, { index: [1, 1] }, { value: [-0.5, 1] }] as const;
const cases = ORDERS.flatMap((n) => RANGES.map((range) => ({ n, range })));

test.each(cases)("a batch has the pairs of its matrices, to the bit: n = $n, $range", ({ n, range }) => {
  const matrices = batch(n);
  const values = eigvalshBatch(matrices, { n, range });
  const pairs = eighBatch(matrices, { n, range });
  expect(matrices).toEqual(batch(n));
  expect(values.offsets.length).toBe(COUNT + 1);
  expect(values.offsets[0]).toBe(0);
  for (let b = 0; b < COUNT; b++) {
    const [from, to] = [values.offsets[b] as number, values.offsets[b + 1] as number];
    expect(values.values.slice(from, to)).toEqual(eigvalsh(single(n, b), { range }));
    const [first, end] = [pairs.offsets[b] as number, pairs.offsets[b + 1] as number];
    expect({
      values: pairs.values.slice(first, end),
      vectors: pairs.vectors.slice(n * first, n * end),
    }).toEqual(eigh(single(n, b), { range }));
  }
  expect(values.values.length).toBe(values.offsets[COUNT]);
  expect(pairs.vectors.length).toBe(n * (pairs.offsets[COUNT] as number));
});

test.each(ORDERS)("a batch has the inertias of its matrices: n = %i", (n) => {
  for (const options of [{}, { shift: 0.3 }, { shift: -0.2, tolerance: 0.4 }]) {
    const { negative, zero, positive } = inertiaBatch(batch(n), { n, ...options });
    for (let b = 0; b < COUNT; b++)
      expect({ negative: negative[b], zero: zero[b], positive: positive[b] }).toEqual(
        inertia(single(n, b), options),
      );
  }
});

test("an empty batch has nothing", () => {
  const nothing = new Float64Array(0);
  const offsets = new Uint32Array(1);
  expect(eigvalshBatch(nothing, { n: 3 })).toEqual({ values: nothing, offsets });
  expect(eighBatch(nothing, { n: 3 })).toEqual({ values: nothing, vectors: nothing, offsets });
  const none = new Uint32Array(0);
  expect(inertiaBatch(nothing, { n: 3 })).toEqual({ negative: none, zero: none, positive: none });
});
