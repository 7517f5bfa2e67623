import { beforeAll, describe, expect, test } from "vitest";
import { OutOfMemoryError } from "../../ts/base/errors.js";
import {
  eigh,
  eighAsync,
  eighBatch,
  eigvalsh,
  eigvalshAsync,
  eigvalshBatch,
  inertia,
  inertiaAsync,
  inertiaBatch,
  SymmetricMatrix,
} from "../../ts/eigen/index.js";
import { coreMemory } from "../../ts/wasm/loader.js";
import { startCore } from "../support/core.js";
import { random } from "../support/matrices.js";

beforeAll(startCore);

/** An array that has the given length for whoever asks, and no memory. */
function ofLength(length: number): Float64Array {
  return Object.defineProperties(new Float64Array(0), {
    length: { value: length },
    byteLength: { value: 8 * length },
  });
}

describe("what exceeds wasm32 is refused before anything is allocated", () => {
  const inUse = () => coreMemory().buffer.byteLength;

  test("a matrix of 2 GiB, by every function", async () => {
    const memory = inUse();
    const a = ofLength(16384 ** 2);
    for (const solve of [eigvalsh, eigh, inertia]) {
      expect(() => solve(a)).toThrow(OutOfMemoryError);
      expect(() => solve(a)).toThrow(`${solve.name} needs 2147483648 bytes, and at most 2147483647 fit`);
    }
    for (const solve of [eigvalshAsync, eighAsync, inertiaAsync])
      await expect(solve(a)).rejects.toThrow(OutOfMemoryError);
    for (const solve of [eigvalshBatch, eighBatch, inertiaBatch])
      expect(() => solve(a, { n: 64 })).toThrow(OutOfMemoryError);
    expect(() => SymmetricMatrix.from(a)).toThrow(OutOfMemoryError);
    expect(inUse()).toBe(memory);
  });

  test("eigenvectors that fit by themselves, and not beside their matrix", () => {
    const memory = inUse();
    expect(() => eigh(ofLength(15000 ** 2))).toThrow(
      "eigh needs 4500000000 bytes, and at most 4294967296 fit",
    );
    expect(inUse()).toBe(memory);
  });
});

test("WASM memory stays flat over a thousand calls of every kind", async () => {
  const n = 40;
  const a = random(n);
  const broken = random(n);
  broken[n * n - 1] = Number.NaN;
  const round = async () => {
    eigvalsh(a);
    eigh(a, { range: { index: [0, 3] } });
    inertia(a, { tolerance: 0.1 });
    eigvalshBatch(a, { n: 20 });
    eighBatch(a, { n: 20 });
    expect(() => eigh(broken)).toThrow("a[39, 39]");
    expect(() => eigvalsh(a, { range: { index: [0, 99] } })).toThrow("range");
    using matrix = SymmetricMatrix.from(a);
    eigvalsh(matrix);
    await eighAsync(matrix, { consume: true });
    await expect(eigvalshAsync(a, { signal: AbortSignal.abort() })).rejects.toThrow("cancelled");
  };
  for (let warm = 0; warm < 50; warm++) await round();
  const memory = coreMemory().buffer.byteLength;
  for (let again = 0; again < 1000; again++) await round();
  expect(coreMemory().buffer.byteLength).toBe(memory);
});

test("eigenvalues take the matrix, and at most a quarter of it besides", () => {
  // More than whatever the tests before this one have left free.
  const n = 2400;
  const size = 8 * n * n;
  const memory = coreMemory().buffer.byteLength;
  expect(memory).toBeLessThan(size / 4);
  const a = random(n);
  eigvalsh(a);
  expect(coreMemory().buffer.byteLength).toBeLessThanOrEqual(1.25 * size);
});
