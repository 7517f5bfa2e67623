import { beforeAll, expect, test } from "vitest";
import { eigh, eigvalsh, inertia, SymmetricMatrix } from "../../ts/eigen/index.js";
import { startCore } from "../support/core.js";

beforeAll(startCore);

// The lower triangle is that of a matrix with eigenvalues 1 and 3, the upper one with −2 and 6.
const a = Float64Array.of(2, 4, 1, 2);

test("`lower: false` reads the upper triangle, and the matrix is left as it is", () => {
  for (const given of [a, [...a], Float32Array.from(a)]) {
    expect([...eigvalsh(given)].map(Math.round)).toEqual([1, 3]);
    expect([...eigvalsh(given, { lower: false })].map(Math.round)).toEqual([-2, 6]);
    expect(inertia(given, { lower: false })).toEqual({ negative: 1, zero: 0, positive: 1 });
  }
  const matrix = SymmetricMatrix.from(a, { lower: false });
  expect([...matrix.toArray()]).toEqual([2, 4, 4, 2]);
  expect(() => eigvalsh(matrix, { lower: false })).toThrow("lower: got false, expected true where");
  expect([...a]).toEqual([2, 4, 1, 2]);
});

test("`lower: false` names an entry where it stands, and asks nothing of the lower triangle", () => {
  const upper = Float64Array.of(1, NaN, 0, 1);
  expect(() => eigvalsh(upper, { lower: false })).toThrow("a[0, 1]: got NaN, expected a finite number");
  expect([...eigvalsh(Float64Array.of(1, 0, NaN, 1), { lower: false })]).toEqual([1, 1]);
});

test("rows, floats and lists have the bits of the same doubles", () => {
  const rows = [
    [2, 1, 0],
    [1, 2, 1],
    [0, 1, 2],
  ];
  const doubles = Float64Array.from(rows.flat());
  for (const given of [rows, rows.flat(), Float32Array.from(doubles), Int8Array.from(doubles)]) {
    expect(eigvalsh(given)).toEqual(eigvalsh(doubles));
    expect(eigh(given)).toEqual(eigh(doubles));
  }
});

test("`vector(k)` is the eigenvector of the k-th value, and no vector of another is given", () => {
  const pairs = eigh([2, 0, 0, 1]);
  expect([...pairs.vector(0)].map(Math.abs)).toEqual([0, 1]);
  expect(pairs.vector(1)).toEqual(pairs.vectors.subarray(2));
  expect(() => pairs.vector(2)).toThrow("k: got 2, expected a whole number from 0 to 1");
});

test("the order of a matrix is not to be assigned to", () => {
  const matrix = SymmetricMatrix.from(a);
  expect(() => Object.assign(matrix, { n: 50 })).toThrow(TypeError);
  expect(() => Object.assign(matrix, { handle: undefined })).toThrow(TypeError);
  expect([...eigvalsh(matrix)].map(Math.round)).toEqual([1, 3]);
});
