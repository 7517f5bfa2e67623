import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { DISORDERS } from "../../ts/glass/fields.js";
import { type SampleOptions, SpinGlass } from "../../ts/glass/spin-glass.js";
import { DESCENT_METHODS } from "../../ts/glass/tables.js";
import { dot, EPS, norm, startCore, toSphere } from "../support/core.js";

beforeAll(startCore);

/** The most spins that are tried of an order. */
const MOST_SPINS = { 2: 30, 3: 30, 4: 12, 5: 8, 6: 6 } as const;
const ORDERS = [2, 3, 4, 5, 6] as const;

/** A glass of some order and disorder, and a point of its sphere. */
const points = fc
  .record({
    p: fc.constantFrom(...ORDERS),
    disorder: fc.constantFrom(...DISORDERS),
    seed: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  })
  .chain((draw) => fc.integer({ min: 2, max: MOST_SPINS[draw.p] }).map((n) => ({ ...draw, n })))
  .chain((draw) =>
    fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: draw.n, maxLength: draw.n })
      .filter((spins) => norm(spins) > 1e-3)
      .map((spins) => ({ draw, state: toSphere(Float64Array.from(spins)) })),
  );

function check(property: (glass: SpinGlass, state: Float64Array, n: number) => void): void {
  fc.assert(
    fc.property(points, ({ draw, state }) => {
      const glass = SpinGlass.sample(draw);
      try {
        property(glass, state, draw.n);
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
  test("σ·∇H = pH and σ·∇²H = (p − 1)∇H (Euler)", () =>
    check((glass, state, n) => {
      const gradient = glass.gradient(state);
      const size = sizeOf(glass, state);
      expect(Math.abs(dot(state, gradient) - glass.p * glass.energy(state))).toBeLessThanOrEqual(
        8 * n * EPS * size,
      );
      const hessian = glass.hessian(state);
      gradient.forEach((slope, i) => {
        const row = dot(hessian.subarray(i * n, (i + 1) * n), state);
        expect(Math.abs(row - (glass.p - 1) * slope)).toBeLessThanOrEqual(8 * n * EPS * size);
      });
    }));

  test("σ → −σ flips H of odd order and reverses the spectrum, so that index k becomes N−1−k; of even order it changes nothing", () =>
    check((glass, state, n) => {
      const opposite = state.map((spin) => -spin);
      const spectrum = glass.spectrum(state);
      const reversed = glass.spectrum(opposite);
      const size = sizeOf(glass, state);
      if (glass.p % 2 === 0) {
        expect(glass.energy(opposite)).toBe(glass.energy(state));
        spectrum.forEach((value, k) =>
          expect(Math.abs(value - (reversed[k] as number))).toBeLessThanOrEqual(20 * n * EPS * size),
        );
        return;
      }
      expect(glass.energy(opposite)).toBe(-glass.energy(state));
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
      // A central difference is exact but for the third derivative's h²/6 and rounding/h.
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
          draw: fc.oneof(
            fc.record({ n: fc.integer({ min: 2, max: 40 }), p: fc.constantFrom(2, 3) }),
            fc.record({ n: fc.integer({ min: 2, max: 9 }), mixture: fc.constant({ 2: 0.6, 4: 0.8 }) }),
          ),
          seed: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
          method: fc.constantFrom(...DESCENT_METHODS),
          // Few steps leave states that are no minima.
          maxIterations: fc.constantFrom(1, 3, 10, 100_000),
        }),
        async ({ draw, seed, method, maxIterations }) => {
          const { n } = draw;
          using glass = SpinGlass.sample({ ...draw, seed } as SampleOptions);
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
        fc
          .constantFrom(...ORDERS)
          .chain((p) => fc.record({ p: fc.constant(p), n: fc.integer({ min: 2, max: p > 3 ? 4 : 8 }) })),
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        ({ p, n }, salt, angle) => {
          const value = (i: number) => (((i + salt) * 2654435761) % 2 ** 32) / 2 ** 31 - 1;
          const tensor = Float64Array.from({ length: n ** p }, (_, i) => value(i));
          const state = toSphere(Float64Array.from({ length: n }, (_, i) => value(i + 1000) + 0.01));
          const turned = rotate(tensor, n, p, angle);
          const turnedState = rotateVector(state, angle);
          const [before, after] = [SpinGlass.fromTensor(n, p, tensor), SpinGlass.fromTensor(n, p, turned)];
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

function rotate(tensor: Float64Array, n: number, p: number, angle: number): Float64Array {
  let turned = tensor;
  for (let index = 0; index < p; index++) {
    const stride = n ** index;
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
