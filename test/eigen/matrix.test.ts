import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeAll, describe, expect, test } from "vitest";
import { DisposedError } from "../../ts/base/errors.js";
import {
  eigh,
  eighAsync,
  eigvalsh,
  eigvalshAsync,
  inertia,
  inertiaAsync,
  SymmetricMatrix,
} from "../../ts/eigen/index.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { coreMemory } from "../../ts/wasm/loader.js";
import { dot, startCore, toSphere } from "../support/core.js";
import { bound, random, spectralNorm } from "../support/matrices.js";

beforeAll(startCore);

describe("a SymmetricMatrix", () => {
  test.each([0, 1, 2, 7, 33, 140])(
    "of order %i gives what its array gives, to the bit, again and again",
    (n) => {
      const a = random(n);
      using matrix = SymmetricMatrix.from(a);
      expect(matrix.n).toBe(n);
      for (let round = 0; round < 2; round++) {
        expect(eigvalsh(matrix)).toEqual(eigvalsh(a));
        expect(eigh(matrix)).toEqual(eigh(a));
        expect(inertia(matrix, { shift: 0.1 })).toEqual(inertia(a, { shift: 0.1 }));
      }
      expect(matrix.toArray()).toEqual(a);
    },
  );

  test("gives what its array gives in pieces too", async () => {
    const a = random(120);
    using matrix = SymmetricMatrix.from(a);
    expect(await eigvalshAsync(matrix)).toEqual(eigvalsh(a));
    expect(await eighAsync(matrix)).toEqual(eigh(a));
    expect(await inertiaAsync(matrix)).toEqual(inertia(a));
  });

  test("is the lower triangle of its array, and its mirror image", () => {
    using matrix = SymmetricMatrix.from(Float64Array.of(1, NaN, 2, 3));
    expect([...matrix.toArray()]).toEqual([1, 2, 2, 3]);
  });

  test("is a copy of its array", () => {
    const a = random(6);
    using matrix = SymmetricMatrix.from(a);
    a.fill(0);
    expect(matrix.toArray()).toEqual(random(6));
    matrix.toArray().fill(0);
    expect(matrix.toArray()).toEqual(random(6));
  });

  test("meets every symmetryTolerance", () => {
    using matrix = SymmetricMatrix.from(random(5));
    expect(eigvalsh(matrix, { symmetryTolerance: 0 })).toEqual(eigvalsh(matrix));
    expect(() => eigvalsh(matrix, { symmetryTolerance: -1 })).toThrow("symmetryTolerance: got -1");
  });

  test("that was freed says so in every use, and can be freed again", async () => {
    const matrix = SymmetricMatrix.from(random(3));
    matrix.free();
    matrix.free();
    matrix[Symbol.dispose]();
    for (const use of [eigvalsh, eigh, inertia, () => matrix.toArray()]) {
      expect(() => use(matrix)).toThrow(DisposedError);
      expect(() => use(matrix)).toThrow("this SymmetricMatrix was freed");
    }
    for (const use of [eigvalshAsync, eighAsync, inertiaAsync])
      await expect(use(matrix)).rejects.toThrow(DisposedError);
    expect(matrix.n).toBe(3);
  });

  test("can be freed while a call works on it", async () => {
    const matrix = SymmetricMatrix.from(random(300));
    const running = eigvalshAsync(matrix);
    matrix.free();
    expect(await running).toEqual(eigvalsh(random(300)));
  });

  test("that is consumed gives the same, and is freed", async () => {
    const a = random(90);
    const calls = [
      [eigvalsh, eigvalshAsync],
      [eigh, eighAsync],
      [inertia, inertiaAsync],
    ] as const;
    for (const [solve, solveAsync] of calls) {
      const [first, second] = [SymmetricMatrix.from(a), SymmetricMatrix.from(a)];
      expect(solve(first, { consume: true })).toEqual(solve(a));
      expect(await solveAsync(second, { consume: true })).toEqual(solve(a));
      for (const matrix of [first, second]) {
        expect(() => matrix.toArray()).toThrow(DisposedError);
        matrix.free();
      }
    }
  });

  test("is not consumed by a call that is refused", () => {
    using matrix = SymmetricMatrix.from(random(4));
    expect(() => eigvalsh(matrix, { consume: true, range: { index: [0, 5] } })).toThrow(
      "range.index[1]: got 5",
    );
    expect(() => inertia(matrix, { consume: true, tolerance: -1 })).toThrow("tolerance: got -1");
    expect(matrix.toArray()).toEqual(random(4));
  });

  test("that is forgotten is freed when it is collected", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const a = random(1000);
    for (let round = 0; round < 10; round++) {
      for (let made = 0; made < 10; made++) SymmetricMatrix.from(a);
      collect();
      await new Promise((resolve) => setTimeout(resolve));
    }
    // A hundred of them are 800 MB.
    expect(coreMemory().buffer.byteLength).toBeLessThan(400e6);
  });
});

describe("the sphere Hessian of a glass", () => {
  const n = 24;
  const state = toSphere(Float64Array.from({ length: n }, (_, i) => Math.cos(i)));

  test("has the glass's spectrum, to the bit, and its index", () => {
    using glass = SpinGlass.sample({ n, p: 3, seed: 1 });
    using hessian = glass.sphereHessian(state);
    expect(hessian.n).toBe(n - 1);
    expect(eigvalsh(hessian)).toEqual(glass.spectrum(state));
    expect(inertia(hessian).negative).toBe(glass.index(state));
  });

  test("is P∇²H P − (σ·∇H/N) I: its trace and its norm are those", () => {
    using glass = SpinGlass.sample({ n, p: 3, seed: 2 });
    using handle = glass.sphereHessian(state);
    const euclidean = glass.hessian(state);
    const radial = dot(state, glass.gradient(state)) / n;
    const image = Float64Array.from({ length: n }, (_, i) =>
      dot(euclidean.subarray(i * n, (i + 1) * n), state),
    );
    // P A P has trace tr A − σ·Aσ/N and squared norm |A|² − 2|Aσ|²/N + (σ·Aσ/N)².
    const along = dot(state, image) / n;
    const trace = Array.from({ length: n }, (_, i) => euclidean[i * n + i] as number).reduce((x, y) => x + y);
    const projectedTrace = trace - along;
    const projectedSquares = dot(euclidean, euclidean) - (2 * dot(image, image)) / n + along * along;
    const m = n - 1;
    const hessian = handle.toArray();
    const tolerance = bound(n, spectralNorm(eigvalsh(handle)));
    const hessianTrace = Array.from({ length: m }, (_, i) => hessian[i * m + i] as number).reduce(
      (x, y) => x + y,
    );
    expect(Math.abs(hessianTrace - (projectedTrace - m * radial))).toBeLessThanOrEqual(n * tolerance);
    const squares = projectedSquares - 2 * radial * projectedTrace + m * radial * radial;
    expect(Math.abs(Math.sqrt(dot(hessian, hessian)) - Math.sqrt(squares))).toBeLessThanOrEqual(tolerance);
  });

  test("outlives its glass", () => {
    const glass = SpinGlass.sample({ n, p: 3, seed: 1 });
    using hessian = glass.sphereHessian(state);
    const spectrum = glass.spectrum(state);
    glass.free();
    expect(eigvalsh(hessian)).toEqual(spectrum);
  });

  test("is of a point of the sphere, and of a glass that is there", () => {
    const glass = SpinGlass.sample({ n, p: 3, seed: 1 });
    expect(() => glass.sphereHessian(new Float64Array(n))).toThrow("|state|²/N: got 0, expected 1");
    expect(() => glass.sphereHessian(new Float64Array(3))).toThrow("state.length: got 3, expected 24");
    glass.free();
    expect(() => glass.sphereHessian(state)).toThrow("this SpinGlass was freed");
  });
});
