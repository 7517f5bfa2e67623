import { beforeAll, describe, expect, test } from "vitest";
import { AbortedError, DisposedError, InvalidInputError } from "../../ts/base/errors.js";
import { SymmetricMatrix } from "../../ts/eigen/index.js";
import {
  type ExtremalEigenpairs,
  lanczos,
  lanczosAsync,
  type OperatorProgress,
  type SpectralDensity,
  spectralDensity,
  spectralDensityAsync,
} from "../../ts/lanczos/index.js";
import { call } from "../../ts/wasm/call.js";
import { take } from "../../ts/wasm/columns.js";
import { startCore } from "../support/core.js";
import { largestResidual, random } from "../support/matrices.js";
import { productsOf } from "../support/operators.js";

beforeAll(startCore);

const n = 150;
const a = random(n);
const product = productsOf(a, n);
const late = async (v: Float64Array) => {
  await new Promise((resolve) => setTimeout(resolve));
  return product(v);
};

async function aborted<T>(promise: Promise<T>): Promise<T | undefined> {
  const error: unknown = await promise.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(AbortedError);
  return (error as AbortedError<T>).partial;
}

describe("a twin resolves to what its function returns, to the bit", () => {
  test("of a function, at once or with a promise", async () => {
    const pairs = { n, count: 3, basis: 20 };
    expect(await lanczosAsync(product, pairs)).toEqual(lanczos(product, pairs));
    expect(await lanczosAsync(late, pairs)).toEqual(lanczos(product, pairs));
    const rules = { n, probes: 3, steps: 10 };
    expect(await spectralDensityAsync(late, rules)).toEqual(spectralDensity(product, rules));
  });

  test("of a matrix in WASM memory", async () => {
    using matrix = SymmetricMatrix.from(random(600));
    const pairs = { count: 10, basis: 25, tolerance: 1e-14 };
    expect(await lanczosAsync(matrix, pairs)).toEqual(lanczos(matrix, pairs));
    const rules = { probes: 6, steps: 100 };
    expect(await spectralDensityAsync(matrix, rules)).toEqual(spectralDensity(matrix, rules));
  });
});

test("no bit depends on the budget of a piece", () => {
  using matrix = SymmetricMatrix.from(a);
  const whole = lanczos(matrix, { count: 3, basis: 20 });
  const settings = { n, count: 3, which: "smallest", basis: 20, maxProducts: 2000, seed: 0n } as const;
  const tolerances = { tolerance: 1e-10, symmetryTolerance: 1e-6, census: true };
  const job = call((core) => core.Job.lanczos({ ...settings, ...tolerances }));
  let pieces = 1;
  while (!call(() => matrix.handle.object.serve(n, job, 1))) pieces += 1;
  expect(pieces).toBeGreaterThan(20);
  const found = take(job, { values: "float64", vectors: "float64" });
  expect(found).toEqual({ values: whole.values, vectors: whole.vectors });
  job.free();
});

describe("progress", () => {
  test("counts the products of a function, and the pairs that have converged", async () => {
    const seen: OperatorProgress[] = [];
    const found = await lanczosAsync(product, { n, count: 3, onProgress: (now) => seen.push(now) });
    expect(seen.map(({ products }) => products)).toEqual(
      Array.from({ length: found.products + 1 }, (_, products) => products),
    );
    expect(seen.at(-1)).toEqual({ done: 3, total: 3, unit: "pairs", products: found.products });
  });

  test("of a density counts its probes, each by its products, and never goes back", async () => {
    const seen: number[] = [];
    const onProgress = ({ done, total, unit, products }: OperatorProgress) => {
      expect({ total, unit }).toEqual({ total: 4, unit: "probes" });
      expect(products).toBe(seen.push(done) - 1);
    };
    await spectralDensityAsync(product, { n, probes: 4, steps: 25, onProgress });
    expect(seen[0]).toBe(0);
    expect(seen.at(-1)).toBe(4);
    expect(seen).toEqual([...seen].sort((x, y) => x - y));
  });

  test("of a matrix leaves the event loop its turns", async () => {
    using matrix = SymmetricMatrix.from(random(1000));
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    });
    await spectralDensityAsync(matrix, { probes: 20, steps: 100 });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});

describe("a call that is cancelled", () => {
  test("before it began leaves no pairs and no density", async () => {
    const signal = AbortSignal.abort();
    const pairs = await aborted(lanczosAsync(product, { n, count: 3, signal }));
    expect(pairs).toMatchObject({ status: "aborted", products: 0 });
    expect(pairs?.values.length).toBe(0);
    expect(await aborted(spectralDensityAsync(product, { n, signal }))).toBeUndefined();
  });

  test("half-way leaves the pairs as they were, with their residuals", async () => {
    const controller = new AbortController();
    const onProgress = ({ products }: { products: number }) => products === 30 && controller.abort();
    const options = { n, count: 3, basis: 20, tolerance: 1e-15, signal: controller.signal, onProgress };
    const pairs = (await aborted(lanczosAsync(product, options))) as ExtremalEigenpairs;
    expect(pairs).toMatchObject({ status: "aborted", products: 30 });
    expect(pairs.values.length).toBe(3);
    const largest = Math.max(...pairs.residuals);
    expect(Math.abs(largestResidual(a, n, pairs) - largest)).toBeLessThanOrEqual(1e-11);
  });

  test("half-way leaves the density by the probes that were done", async () => {
    const controller = new AbortController();
    const onProgress = ({ done }: OperatorProgress) => done > 2.2 && controller.abort();
    const options = { n, probes: 4, steps: 20, signal: controller.signal, onProgress };
    const partial = (await aborted(spectralDensityAsync(product, options))) as SpectralDensity;
    const { offsets, products, ...rest } = partial;
    expect([...offsets]).toEqual([0, 20, 40]);
    expect(products).toBe(45);
    expect(rest.nodes).toEqual(spectralDensity(product, { n, probes: 2, steps: 20 }).nodes);
  });
});

describe("what is wrong rejects", () => {
  test("a signal or a progress that is none", async () => {
    const options = { n, count: 1 };
    await expect(lanczosAsync(product, { ...options, signal: {} as AbortSignal })).rejects.toThrow(
      "signal: ",
    );
    await expect(spectralDensityAsync(product, { n, onProgress: 3 as never })).rejects.toThrow(
      "onProgress: ",
    );
  });

  test("a promise of something else, or that rejects", async () => {
    const wrong = async () => [1] as never;
    await expect(lanczosAsync(wrong, { n, count: 1 })).rejects.toThrow(InvalidInputError);
    const mine = new Error("of the caller");
    await expect(lanczosAsync(() => Promise.reject(mine), { n, count: 1 })).rejects.toBe(mine);
  });

  test("a matrix that is freed on the way", async () => {
    const matrix = SymmetricMatrix.from(random(1000));
    const running = spectralDensityAsync(matrix, { probes: 20, steps: 100 });
    matrix.free();
    await expect(running).rejects.toThrow(DisposedError);
  });
});
