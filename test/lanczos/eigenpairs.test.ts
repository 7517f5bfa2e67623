import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { DisposedError, InvalidInputError, OutOfMemoryError } from "../../ts/base/errors.js";
import { eigh, eigvalsh, SymmetricMatrix } from "../../ts/eigen/index.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { type ExtremalEigenpairs, type LanczosOptions, lanczos } from "../../ts/lanczos/index.js";
import { startCore, toSphere } from "../support/core.js";
import {
  deviationFromOrthonormal,
  draws,
  largestResidual,
  matrices,
  random,
  spectralNorm,
} from "../support/matrices.js";
import { productsOf } from "../support/operators.js";

beforeAll(startCore);

const ENDS = ["smallest", "largest", "both"] as const;

/** The extremal ones of ascending values. */
function ends(values: Float64Array, count: number, which: (typeof ENDS)[number]): number[] {
  const low = { smallest: count, largest: 0, both: Math.ceil(count / 2) }[which];
  return [...values.subarray(0, low), ...values.subarray(values.length - (count - low))];
}

/** Eigenvalues, residuals, flags and orthogonality, each computed by other means than the iteration's own. */
function expectPairs(found: ExtremalEigenpairs, a: Float64Array, n: number, expected: readonly number[]) {
  const tolerance = 1e-10 * spectralNorm(eigvalsh(a));
  expect(found.status).toBe("converged");
  expect([...found.converged]).toEqual(expected.map(() => 1));
  expect(found.values.length).toBe(expected.length);
  // An eigenvalue is within the residual; rounding is far below the tolerance.
  found.values.forEach((value, k) =>
    expect(Math.abs(value - (expected[k] as number))).toBeLessThanOrEqual(1.01 * tolerance),
  );
  expect(largestResidual(a, n, found)).toBeLessThanOrEqual(1.01 * tolerance);
  expect(Math.max(...found.residuals)).toBeLessThanOrEqual(tolerance);
  expect(deviationFromOrthonormal(found.vectors, n)).toBeLessThanOrEqual(1e-13);
}

describe("the extremal eigenpairs are those of the dense solver", () => {
  const n = 300;

  test.each(ENDS)("for a random matrix, a function, its %s", (which) => {
    const a = random(n);
    const found = lanczos(productsOf(a, n), { n, count: 7, which });
    expectPairs(found, a, n, ends(eigvalsh(a), 7, which));
  });

  test.each(ENDS)("for a random matrix in WASM memory, its %s", (which) => {
    const a = random(n);
    using matrix = SymmetricMatrix.from(a);
    expectPairs(lanczos(matrix, { count: 7, which }), a, n, ends(eigvalsh(a), 7, which));
  });

  test("for a sphere Hessian", () => {
    using glass = SpinGlass.sample({ n: 150, p: 3, seed: 1 });
    const state = toSphere(Float64Array.from({ length: 150 }, (_, i) => Math.cos(i + 1)));
    using hessian = glass.sphereHessian(state);
    const found = lanczos(hessian, { count: 6, which: "both" });
    expectPairs(found, hessian.toArray(), 149, ends(glass.spectrum(state), 6, "both"));
  });

  test("for a function that itself computes in the core", () => {
    const n = 60;
    using glass = SpinGlass.sample({ n, p: 3, seed: 1 });
    const state = toSphere(Float64Array.from({ length: n }, (_, i) => Math.sin(i + 1)));
    // The gradient is quadratic, so that its central difference is the Hessian's product.
    const product = (v: Float64Array) => {
      const [up, down] = [1, -1].map((sign) =>
        glass.gradient(state.map((spin, i) => spin + sign * (v[i] as number))),
      ) as [Float64Array, Float64Array];
      return up.map((slope, i) => (slope - (down[i] as number)) / 2);
    };
    const a = glass.hessian(state);
    expectPairs(lanczos(product, { n, count: 4 }), a, n, ends(eigvalsh(a), 4, "smallest"));
  });

  test("all of them, where so many are wanted", () => {
    for (const n of [1, 2, 3, 20]) {
      const a = random(n);
      const found = lanczos(productsOf(a, n), { n, count: n });
      expectPairs(found, a, n, [...eigvalsh(a)]);
      expect(found.products).toBe(n);
    }
  });

  test("none of an operator of order 0, or where none is wanted", () => {
    const refuse = () => {
      throw new Error("not to be multiplied by");
    };
    for (const n of [0, 5]) {
      const found = lanczos(refuse, { n, count: 0 });
      expect(found).toMatchObject({ products: 0, status: "converged" });
      expect(found.values.length + found.vectors.length + found.residuals.length).toBe(0);
    }
  });
});

describe("of any matrix and at any size of the basis", () => {
  test("what is flagged is an eigenpair, and what has converged are the smallest ones", () => {
    fc.assert(
      fc.property(
        matrices(40),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ n, a }, share, room) => {
          const count = 1 + Math.floor(share * (n - 1));
          const smallest = Math.min(n, count + 3);
          const basis = smallest + Math.floor(room * (n - smallest));
          const found = lanczos(productsOf(a, n), { n, count, basis, maxProducts: 4000 });
          const { values } = eigh(a);
          const norm = spectralNorm(values);
          const limit = 1.01e-10 * norm;
          expect(found.values.length).toBe(count);
          expect(deviationFromOrthonormal(found.vectors, n)).toBeLessThanOrEqual(1e-11);
          if (found.status === "converged") expect(found.converged).not.toContain(0);
          found.values.forEach((value, k) => {
            if (found.converged[k] === 0) return;
            const vectors = found.vectors.subarray(k * n, (k + 1) * n);
            const residual = largestResidual(a, n, { values: Float64Array.of(value), vectors });
            expect(residual).toBeLessThanOrEqual(limit + 1e-12 * norm);
            const nearest = Math.min(...values.map((other) => Math.abs(other - value)));
            expect(nearest).toBeLessThanOrEqual(limit + 1e-12 * norm);
          });
          if (found.status !== "converged") return;
          found.values.forEach((value, k) => {
            expect(Math.abs(value - (values[k] as number))).toBeLessThanOrEqual(limit + 1e-12 * norm);
          });
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("copies of an eigenvalue", () => {
  const n = 50;

  test("are found where the Krylov space is invariant", () => {
    const found = lanczos((v) => v.map((x, i) => (i % 2) * x), { n, count: 8 });
    expect(found.status).toBe("converged");
    found.values.forEach((value) => expect(Math.abs(value)).toBeLessThanOrEqual(1e-14));
    expect(deviationFromOrthonormal(found.vectors, n)).toBeLessThanOrEqual(1e-13);
  });

  test("of the identity take one product each, and one finds no more", () => {
    const found = lanczos((v) => v, { n, count: 5, basis: 8 });
    expect([...found.values]).toEqual([1, 1, 1, 1, 1].map(() => expect.closeTo(1, 14)));
    expect(found.products).toBe(8 + 1);
  });
});

describe("no convergence", () => {
  test("is a status, with the pairs as they are", () => {
    const n = 400;
    const a = random(n);
    const found = lanczos(productsOf(a, n), { n, count: 5, maxProducts: 60, basis: 20 });
    expect(found.status).toBe("max-products");
    expect(found.products).toBe(60);
    expect([...found.converged]).toContain(0);
    found.residuals.forEach((residual, k) => {
      const vectors = found.vectors.subarray(k * n, (k + 1) * n);
      const pair = { values: found.values.subarray(k, k + 1), vectors };
      const rounding = 1e-12 * spectralNorm(eigvalsh(a));
      expect(Math.abs(residual - largestResidual(a, n, pair))).toBeLessThanOrEqual(rounding);
    });
  });
});

describe("the bits", () => {
  const n = 200;
  const a = random(n);

  test("are those of the seed", () => {
    const run = (seed: number | bigint | string) => lanczos(productsOf(a, n), { n, count: 3, seed });
    expect(run(7)).toEqual(run("7"));
    expect(run(7)).toEqual(run(7n));
    expect(run(8).vectors).not.toEqual(run(7).vectors);
    expect(run(0)).toEqual(lanczos(productsOf(a, n), { n, count: 3 }));
  });

  test("do not depend on what the function does with the vector it was given", () => {
    const product = productsOf(a, n);
    const found = lanczos(
      (v) => {
        const image = product(v);
        v.fill(NaN);
        return image;
      },
      { n, count: 3 },
    );
    expect(found).toEqual(lanczos(product, { n, count: 3 }));
  });

  test("are scaled by a power of two with the operator", () => {
    const product = productsOf(a, n);
    const found = lanczos(product, { n, count: 3 });
    for (const factor of [2 ** 600, 2 ** -600]) {
      const scaled = lanczos((v) => product(v).map((x) => factor * x), { n, count: 3 });
      expect(scaled.values).toEqual(found.values.map((value) => factor * value));
      expect(scaled.vectors).toEqual(found.vectors);
    }
  });
});

describe("what is wrong is named", () => {
  const n = 20;
  const next = draws(1);
  const diagonal = Float64Array.from({ length: n }, next);
  const product = (v: Float64Array) => v.map((x, i) => (diagonal[i] as number) * x);
  /** Answers the third product with something else. */
  const third = (answer: (image: Float64Array) => unknown) => {
    let calls = 0;
    return ((v) => (++calls === 3 ? answer(product(v)) : product(v))) as (v: Float64Array) => Float64Array;
  };
  const thrown = (run: () => unknown): InvalidInputError => {
    try {
      run();
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidInputError);
      return error as InvalidInputError;
    }
    throw new Error("nothing was thrown");
  };

  test("a product with an entry that is not finite", () => {
    for (const bad of [NaN, Infinity, -Infinity]) {
      const error = thrown(() =>
        lanczos(
          third((image) => image.fill(bad, 4, 5)),
          { n, count: 1 },
        ),
      );
      expect(error.argument).toBe("operator(v)[4]");
      expect(error.value).toBe(bad);
      expect(error.expected).toBe("a finite number (product 3)");
    }
  });

  test("a product of another length or type", () => {
    const short = thrown(() =>
      lanczos(
        third((image) => image.slice(1)),
        { n, count: 1 },
      ),
    );
    expect(short.message).toBe("operator(v).length: got 19, expected 20 (product 3)");
    for (const answer of [() => undefined, () => "12", async (image: Float64Array) => image])
      expect(thrown(() => lanczos(third(answer), { n, count: 1 })).argument).toBe("operator(v)");
  });

  test("an operator that is not symmetric, unless that is allowed", () => {
    const skew = (v: Float64Array) => product(v).map((x, i) => (i === 0 ? x + 1e-3 * (v[1] as number) : x));
    const error = thrown(() => lanczos(skew, { n, count: 1 }));
    expect(error.argument).toBe("|⟨u, Av⟩ − ⟨Au, v⟩|/‖A‖");
    expect(error.value).toBeGreaterThan(1e-6);
    expect(error.expected).toMatch(/^at most 0.000001 for a symmetric operator \(product \d+\)$/);
    expect(lanczos(skew, { n, count: 1, symmetryTolerance: 1 }).values.length).toBe(1);
  });

  test("no operator, and an order that is not the matrix's", () => {
    for (const operator of [undefined, null, 3, diagonal, {}])
      expect(thrown(() => lanczos(operator as never, { n, count: 1 })).argument).toBe("operator");
    using matrix = SymmetricMatrix.from(random(3));
    expect(thrown(() => lanczos(matrix, { n: 4, count: 1 })).expected).toBe("3, the order of the matrix");
    expect(lanczos(matrix, { n: 3, count: 1 }).values.length).toBe(1);
  });

  test.each([
    ["n", { n: undefined }],
    ["n", { n: -1 }],
    ["n", { n: 2 ** 28 }],
    ["count", { count: 21 }],
    ["count", { count: 0.5 }],
    ["which", { which: "middle" }],
    ["basis", { count: 3, basis: 5 }],
    ["proof", { proof: "inertia" }],
    ["proof", { proof: "none" }],
    ["basis", { basis: 21 }],
    ["tolerance", { tolerance: 0 }],
    ["tolerance", { tolerance: 1e-16 }],
    ["tolerance", { tolerance: 1 }],
    ["maxProducts", { count: 3, maxProducts: 2 }],
    ["symmetryTolerance", { symmetryTolerance: -1 }],
    ["seed", { seed: -1 }],
    ["signal", { signal: AbortSignal.abort() }],
  ])("%s in %j", (argument, options) => {
    const all = { n, count: 1, ...options } as LanczosOptions;
    expect(thrown(() => lanczos(product, all)).argument).toBe(argument);
  });

  test("a matrix that was freed", () => {
    const matrix = SymmetricMatrix.from(random(3));
    matrix.free();
    expect(() => lanczos(matrix, { count: 1 })).toThrow(DisposedError);
  });

  test("a basis that does not fit, before any product", () => {
    let calls = 0;
    const counting = (v: Float64Array) => {
      calls += 1;
      return v;
    };
    expect(() => lanczos(counting, { n: 2 ** 26, count: 1, basis: 100 })).toThrow(OutOfMemoryError);
    expect(calls).toBe(0);
  });

  test("an error of the function comes out as it is, and leaves the core usable", () => {
    const mine = new RangeError("of the caller");
    for (let round = 0; round < 50; round++)
      expect(() =>
        lanczos(
          third(() => {
            throw mine;
          }),
          { n, count: 1 },
        ),
      ).toThrow(mine);
    expect(lanczos(product, { n, count: 1 }).status).toBe("converged");
  });
});
