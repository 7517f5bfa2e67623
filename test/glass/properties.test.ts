import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { METHODS } from "../../ts/glass/tables.js";
import { dot, EPS, norm, startCore, toSphere } from "../support/core.js";

beforeAll(startCore);

/** A glass of 2 to 30 spins and a point of its sphere. */
const points = fc
  .record({ n: fc.integer({ min: 2, max: 30 }), seed: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) })
  .chain(({ n, seed }) =>
    fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n, maxLength: n })
      .filter((spins) => norm(spins) > 1e-3)
      .map((spins) => ({ n, seed, state: toSphere(Float64Array.from(spins)) })),
  );

function check(property: (glass: SpinGlass, state: Float64Array, n: number) => void): void {
  fc.assert(
    fc.property(points, ({ n, seed, state }) => {
      const glass = SpinGlass.sample({ n, p: 3, seed });
      try {
        property(glass, state, n);
      } finally {
        glass.free();
      }
    }),
    { numRuns: 60 },
  );
}

/** The size of the terms that a sum at `state` adds up. */
const sizeOf = (glass: SpinGlass, state: Float64Array) => norm(glass.hessian(state)) * state.length;

describe("at any point of a glass", () => {
  test("σ·∇H = 3H and σ·∇²H = 2∇H (Euler)", () =>
    check((glass, state, n) => {
      const gradient = glass.gradient(state);
      const size = sizeOf(glass, state);
      expect(Math.abs(dot(state, gradient) - 3 * glass.energy(state))).toBeLessThanOrEqual(
        8 * n * EPS * size,
      );
      const hessian = glass.hessian(state);
      gradient.forEach((slope, i) => {
        const row = dot(hessian.subarray(i * n, (i + 1) * n), state);
        expect(Math.abs(row - 2 * slope)).toBeLessThanOrEqual(8 * n * EPS * size);
      });
    }));

  test("σ → −σ flips H and reverses the spectrum, so that index k becomes N−1−k", () =>
    check((glass, state, n) => {
      const opposite = state.map((spin) => -spin);
      expect(glass.energy(opposite)).toBe(-glass.energy(state));
      const spectrum = glass.spectrum(state);
      const reversed = glass.spectrum(opposite);
      const size = sizeOf(glass, state);
      spectrum.forEach((value, k) =>
        expect(Math.abs(value + (reversed[n - 2 - k] as number))).toBeLessThanOrEqual(20 * n * EPS * size),
      );
      if (spectrum.every((value) => Math.abs(value) > 20 * n * EPS * size))
        expect(glass.index(opposite)).toBe(n - 1 - glass.index(state));
    }));

  test("the gradient is the central difference of the energy, the Hessian that of the gradient", () =>
    check((glass, state, n) => {
      const h = 1e-5;
      const size = sizeOf(glass, state);
      // A cubic's central difference is exact but for the third derivative's h²/6 and rounding/h.
      const tolerance = size * (h * h + (16 * n * EPS) / h);
      const gradient = glass.gradient(state);
      const hessian = glass.hessian(state);
      for (let i = 0; i < n; i++) {
        const [up, down] = [h, -h].map((step) =>
          state.map((spin, at) => (at === i ? spin + step : spin)),
        ) as [Float64Array, Float64Array];
        const slope = (glass.energy(up) - glass.energy(down)) / (2 * h);
        expect(Math.abs(slope - (gradient[i] as number))).toBeLessThanOrEqual(tolerance);
        const [above, below] = [glass.gradient(up), glass.gradient(down)];
        for (let j = 0; j < n; j++) {
          const curvature = ((above[j] as number) - (below[j] as number)) / (2 * h);
          expect(Math.abs(curvature - (hessian[i * n + j] as number))).toBeLessThanOrEqual(tolerance);
        }
      }
    }));

  test("the sphere gradient is the central difference along the retracted line", () =>
    check((glass, state, n) => {
      const h = 1e-5;
      const slope = glass.sphereGradient(state);
      const size = sizeOf(glass, state);
      expect(Math.abs(dot(slope, state))).toBeLessThanOrEqual(8 * n * EPS * size);
      const length = norm(slope);
      if (length < 1e-6 * size) return;
      const along = (step: number) =>
        glass.energy(toSphere(state.map((s, i) => s + (step * (slope[i] as number)) / length)));
      const difference = (along(h) - along(-h)) / (2 * h);
      expect(Math.abs(difference - length)).toBeLessThanOrEqual(size * (10 * h * h + (16 * n * EPS) / h));
    }));

  test("the spectrum at a state that a descent found has the bits of its row", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          n: fc.integer({ min: 2, max: 40 }),
          seed: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
          method: fc.constantFrom(...METHODS),
          // Few steps leave states that are no minima.
          maxIterations: fc.constantFrom(1, 3, 10, 100_000),
        }),
        async ({ n, seed, method, maxIterations }) => {
          using glass = SpinGlass.sample({ n, p: 3, seed });
          const found = await glass.descents({ replicas: 5, seed, batch: 3, method, maxIterations });
          const ends: number[] = [];
          const spectra = Array.from(found.replica, (_, row) => {
            const spectrum = glass.spectrum(found.states.slice(row * n, (row + 1) * n));
            ends.push(spectrum[0] as number, spectrum[n - 2] as number);
            return [...spectrum];
          });
          expect(spectra.flat()).toEqual([...found.eigenvalues]);
          expect(ends).toEqual(
            Array.from(found.replica, (_, row) => [found.lambda_min[row], found.lambda_max[row]]).flat(),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  test("a rotation of couplings and state together changes nothing (covariance)", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 8 }),
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        (n, salt, angle) => {
          const value = (i: number) => (((i + salt) * 2654435761) % 2 ** 32) / 2 ** 31 - 1;
          const tensor = Float64Array.from({ length: n ** 3 }, (_, i) => value(i));
          const state = toSphere(Float64Array.from({ length: n }, (_, i) => value(i + 1000) + 0.01));
          const turned = rotate(tensor, n, angle);
          const turnedState = rotateVector(state, angle);
          const [before, after] = [SpinGlass.fromTensor(n, 3, tensor), SpinGlass.fromTensor(n, 3, turned)];
          const size = sizeOf(before, state);
          expect(Math.abs(before.energy(state) - after.energy(turnedState))).toBeLessThanOrEqual(
            40 * n * EPS * size,
          );
          const spectra = [before.spectrum(state), after.spectrum(turnedState)] as const;
          spectra[0].forEach((eigenvalue, k) =>
            expect(Math.abs(eigenvalue - (spectra[1][k] as number))).toBeLessThanOrEqual(60 * n * EPS * size),
          );
          before.free();
          after.free();
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** A rotation by `angle` in the plane of the first two axes. */
function rotateVector(v: Float64Array, angle: number): Float64Array {
  const turned = v.slice();
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const [x, y] = [v[0] as number, v[1] as number];
  turned[0] = c * x - s * y;
  turned[1] = s * x + c * y;
  return turned;
}

function rotate(tensor: Float64Array, n: number, angle: number): Float64Array {
  let turned = tensor;
  for (const stride of [n * n, n, 1]) {
    const source = turned;
    turned = source.slice();
    for (let at = 0; at < source.length; at++) {
      if (Math.floor(at / stride) % n !== 0) continue;
      const pair = rotateVector(Float64Array.of(source[at] as number, source[at + stride] as number), angle);
      turned[at] = pair[0] as number;
      turned[at + stride] = pair[1] as number;
    }
  }
  return turned;
}
