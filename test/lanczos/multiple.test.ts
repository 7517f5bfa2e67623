import { beforeAll, describe, expect, test } from "vitest";
import { eigvalsh, SymmetricMatrix } from "../../ts/eigen/index.js";
import {
  type ExtremalEigenpairs,
  type LanczosOptions,
  lanczos,
  lanczosAsync,
} from "../../ts/lanczos/index.js";
import { startCore } from "../support/core.js";
import { deviationFromOrthonormal, largestResidual, spectralNorm } from "../support/matrices.js";

beforeAll(startCore);

type Product = (v: Float64Array) => Float64Array;

const SEEDS = Array.from({ length: 10 }, (_, seed) => seed);

/** The Laplacian of a ring of n sites; its eigenvalues are 2 − 2·cos(2πj/n). */
const ring =
  (n: number): Product =>
  (v) =>
    v.map((x, i) => 2 * x - (v[(i + 1) % n] as number) - (v[(i + n - 1) % n] as number));

const ringValues = (n: number) =>
  Array.from({ length: n }, (_, j) => 2 - 2 * Math.cos((2 * Math.PI * j) / n));

/** The Laplacian of a p×q torus; its eigenvalues are sums of one of each ring's. */
const torus =
  (p: number, q: number): Product =>
  (v) => {
    const at = (i: number, j: number) => v[((i + p) % p) * q + ((j + q) % q)] as number;
    return v.map((x, k) => {
      const [i, j] = [Math.floor(k / q), k % q];
      return 4 * x - at(i + 1, j) - at(i - 1, j) - at(i, j + 1) - at(i, j - 1);
    });
  };

const torusValues = (p: number, q: number) => ringValues(p).flatMap((x) => ringValues(q).map((y) => x + y));

/** The transverse-field Ising ring of so many spins. */
const isingRing =
  (spins: number, field: number): Product =>
  (v) =>
    v.map((x, s) => {
      let aligned = 0;
      let flipped = 0;
      for (let b = 0; b < spins; b++) {
        aligned += ((s >> b) & 1) === ((s >> ((b + 1) % spins)) & 1) ? 1 : -1;
        flipped += v[s ^ (1 << b)] as number;
      }
      return -aligned * x - field * flipped;
    });

/** Row-major. */
function matrixOf(product: Product, n: number): Float64Array {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) a.set(product(new Float64Array(n).fill(1, i, i + 1)), i * n);
  return a;
}

const ENDS = ["smallest", "largest", "both"] as const;

function ends(values: readonly number[], count: number, which: (typeof ENDS)[number]): number[] {
  const sorted = [...values].sort((x, y) => x - y);
  const low = { smallest: count, largest: 0, both: Math.ceil(count / 2) }[which];
  return [...sorted.slice(0, low), ...sorted.slice(values.length - (count - low))];
}

/** Every copy, to the tolerance. */
function expectAll(found: ExtremalEigenpairs, expected: readonly number[], norm: number) {
  expect(found.status).toBe("converged");
  expect(found.values.length).toBe(expected.length);
  found.values.forEach((value, k) => {
    expect(Math.abs(value - (expected[k] as number))).toBeLessThanOrEqual(1.01e-10 * norm);
  });
}

describe("every copy of a multiple eigenvalue is found, from every seed", () => {
  describe.each(ENDS)("%s", (which) => {
    test.each([
      [44, 3],
      [64, 3],
      [100, 2],
      [100, 3],
      [101, 4],
      [200, 5],
      [400, 5],
    ])("of a ring of %i sites, %i of them", (n, count) => {
      for (const seed of SEEDS)
        expectAll(lanczos(ring(n), { n, count, which, seed }), ends(ringValues(n), count, which), 4);
    });

    test.each([
      [20, 20, 5],
      [20, 20, 10],
      [10, 30, 7],
      [17, 17, 6],
    ])("of a torus of %i×%i sites, %i of them", (p, q, count) => {
      for (const seed of SEEDS.slice(0, 5))
        expectAll(
          lanczos(torus(p, q), { n: p * q, count, which, seed }),
          ends(torusValues(p, q), count, which),
          8,
        );
    });
  });

  test.each([
    [8, 1.5, 6],
    [10, 1.5, 4],
    [10, 0.5, 5],
    [10, 1, 8],
  ])("of the Ising ring of %i spins at field %f", (spins, field, count) => {
    const n = 2 ** spins;
    const product = isingRing(spins, field);
    const values = eigvalsh(matrixOf(product, n));
    for (const seed of SEEDS.slice(0, 3))
      expectAll(
        lanczos(product, { n, count, seed }),
        ends([...values], count, "smallest"),
        spectralNorm(values),
      );
  });

  test.each([2, 3, 4, 5, 6, 7, 8, 9, 10])("of blocks of %i", (multiplicity) => {
    const n = 120;
    const values = Array.from({ length: n }, (_, k) => Math.sqrt(Math.floor(k / multiplicity)));
    const product: Product = (v) => v.map((x, k) => (values[k] as number) * x);
    for (const seed of SEEDS)
      for (const [count, basis] of [
        [multiplicity, 60],
        [multiplicity + 1, multiplicity + 5],
      ] as const) {
        const found = lanczos(product, { n, count, basis, seed });
        expectAll(found, ends(values, count, "smallest"), Math.max(...values));
        expect(deviationFromOrthonormal(found.vectors, n)).toBeLessThanOrEqual(1e-12);
      }
  });
});

describe("of a matrix in WASM memory", () => {
  const n = 144;
  const product = torus(12, 12);
  const a = matrixOf(product, n);

  test.each(ENDS)("the count finds what is missing, %s", async (which) => {
    using matrix = SymmetricMatrix.from(a);
    for (const seed of SEEDS) {
      const options = { count: 7, which, seed };
      const found = lanczos(matrix, options);
      expectAll(found, ends(torusValues(12, 12), 7, which), 8);
      expect(largestResidual(a, n, found)).toBeLessThanOrEqual(1.01e-10 * 8);
      expect(await lanczosAsync(matrix, options)).toEqual(found);
    }
  });

  test("it can be left out, and takes the products' place", () => {
    using matrix = SymmetricMatrix.from(a);
    const options = { count: 5 } satisfies LanczosOptions;
    const looked = lanczos(matrix, { ...options, proof: "random" });
    expectAll(looked, ends(torusValues(12, 12), 5, "smallest"), 8);
    expect(lanczos(matrix, options).products).toBeLessThan(looked.products);
  });
});

describe("at any scale", () => {
  test.each([1e-310, 1e-300, 1e-160, 1e160, 1e300, 4e307])("of entries of size %f", (size) => {
    const n = 60;
    const product: Product = (v) => ring(n)(v).map((x) => size * x);
    const found = lanczos(product, { n, count: 3 });
    expect(found.status).toBe("converged");
    const [first, second, third] = found.values as unknown as [number, number, number];
    const expected = 2 - 2 * Math.cos((2 * Math.PI) / n);
    for (const [value, right] of [
      [first, 0],
      [second, expected],
      [third, expected],
    ] as const)
      expect(Math.abs(value / size - right)).toBeLessThanOrEqual(4e-10);
  });
});
