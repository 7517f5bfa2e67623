import fc from "fast-check";
import { expect, test } from "vitest";
import { PrecisionError } from "../../ts/base/errors.js";
import {
  algorithmicThreshold,
  complexity,
  expectedCriticalPoints,
  groundState,
  layerEnergy,
  type Mixture,
  marchenkoPasturCdf,
  marchenkoPasturDensity,
  type Symmetry,
  sphereHessianDensity,
  threshold,
  tracyWidomCdf,
  tracyWidomDensity,
  tracyWidomQuantile,
} from "../../ts/theory/index.js";
import { gaussLegendre, integrate } from "../../ts/theory/quadrature.js";

const EPS = Number.EPSILON;
const degrees = fc.integer({ min: 3, max: 200 });
const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });

test("layers fall strictly with the index, and stay above the threshold", () => {
  fc.assert(
    fc.property(degrees, fc.integer({ min: 0, max: 10_000 }), (p, k) => {
      expect(layerEnergy(p, k)).toBeGreaterThan(layerEnergy(p, k + 1));
      expect(layerEnergy(p, k + 1)).toBeGreaterThan(threshold(p));
    }),
  );
});

test("layers of ever higher index tend to the threshold as k^(−2/3)", () => {
  fc.assert(
    fc.property(degrees, fc.integer({ min: 1_000_000, max: Number.MAX_SAFE_INTEGER }), (p, k) => {
      expect(layerEnergy(p, k) - threshold(p)).toBeLessThan(
        threshold(p) * 5 * (Math.log(p) / k) ** (2 / 3) + 4 * EPS,
      );
    }),
  );
});

test("the complexity of index k vanishes at −E_k", () => {
  fc.assert(
    fc.property(degrees, fc.integer({ min: 0, max: 10_000 }), (p, k) => {
      // Θ_k's slope, at most 2(k+1)√(u² − E_∞²)·2/E_∞² + 1·u, times the rounding of E_k.
      const tolerance = 32 * EPS * (k + 1) * (1 + Math.log(p)) ** 2;
      expect(Math.abs(complexity(p, -layerEnergy(p, k), { index: k }))).toBeLessThanOrEqual(tolerance);
    }),
  );
});

test("the complexity is continuous at −E_∞", () => {
  fc.assert(
    fc.property(degrees, fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }), (p, index) => {
      const options = index === undefined ? {} : { index };
      const step = 1e-12;
      const below = complexity(p, -threshold(p) - step, options);
      const above = complexity(p, -threshold(p) + step, options);
      expect(Math.abs(below - above)).toBeLessThan(1e-10);
    }),
  );
});

test("the total complexity rises with the energy and is never below that of one index", () => {
  fc.assert(
    fc.property(
      degrees,
      finite(-4, 2),
      finite(0, 1),
      fc.integer({ min: 0, max: 50 }),
      (p, u, step, index) => {
        const total = complexity(p, u);
        expect(total).toBeGreaterThanOrEqual(complexity(p, u, { index }) - 4 * EPS * (1 + u * u));
        expect(complexity(p, u + step)).toBeGreaterThanOrEqual(total - 4 * EPS * (1 + u * u));
      },
    ),
  );
});

test("minima are exponentially many above −E_0 and rare below", () => {
  fc.assert(
    fc.property(degrees, finite(1e-6, 1), (p, distance) => {
      expect(complexity(p, -groundState(p) + distance)).toBeGreaterThan(0);
      expect(complexity(p, -groundState(p) - distance)).toBeLessThan(0);
    }),
  );
});

test("the expected count never exceeds the number of complex critical points, and for all but p = 2 grows with n", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 3, max: 12 }), (n, p) => {
      const count = expectedCriticalPoints({ n, p });
      expect(count).toBeLessThanOrEqual((2 * ((p - 1) ** n - 1)) / (p - 2));
      expect(count).toBeGreaterThanOrEqual(2);
      expect(expectedCriticalPoints({ n: n + 1, p })).toBeGreaterThan(count);
    }),
  );
});

test("half of the critical points lie below zero energy, and their number grows with the energy", () => {
  const sizes = fc.integer({ min: 2, max: 60 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 2, max: 8 }), finite(-2.5, 2.5), finite(0, 1), (n, p, u, step) => {
      const all = expectedCriticalPoints({ n, p });
      const below = (energyBelow: number) => expectedCriticalPoints({ n, p, energyBelow });
      expect(below(0) / all).toBeCloseTo(0.5, 12);
      expect(below(u)).toBeLessThanOrEqual(below(u + step) * (1 + 1e-12));
      expect((below(u) + below(-u)) / all).toBeCloseTo(1, 12);
    }),
  );
});

test("(1/n) ln of the expected count tends to the complexity", () => {
  for (const u of [-1.7, -1.64, -1.2, 0, 1]) {
    const error = (n: number) =>
      Math.abs(Math.log(expectedCriticalPoints({ n, p: 3, energyBelow: u })) / n - complexity(3, u));
    expect(error(1000)).toBeLessThan(0.01);
    expect(error(1000)).toBeLessThan(error(100));
  }
});

test("the sphere Hessian's density is a normalised semicircle, positive exactly below the threshold", () => {
  fc.assert(
    fc.property(degrees, finite(-3, 3), (p, u) => {
      const radius = 2 * Math.sqrt(p * (p - 1));
      // x = radius·sin: the square root's ends become smooth.
      const mass = integrate(
        (angle) => sphereHessianDensity(p, u, radius * Math.sin(angle) - p * u) * radius * Math.cos(angle),
        { from: -Math.PI / 2, to: Math.PI / 2, width: 1, rule: gaussLegendre(16) },
      );
      expect(mass).toBeCloseTo(1, 10);
      if (Math.abs(u + threshold(p)) > 1e-9)
        expect(sphereHessianDensity(p, u, 0) === 0).toBe(Math.abs(u) > threshold(p));
    }),
  );
});

test("of two coefficients threshold ≤ what algorithms reach ≤ E_0, and all scale with the coefficients", () => {
  const coefficient = finite(0.05, 2);
  const energies = (model: Mixture) =>
    [threshold(model), algorithmicThreshold(model), layerEnergy(model, 0)] as const;
  fc.assert(
    fc.property(fc.constantFrom([2, 3], [2, 4], [3, 4], [3, 5]), coefficient, coefficient, ([p, r], b, c) => {
      const [edge, reached, lowest] = energies({ [p as number]: b, [r as number]: c });
      expect(reached).toBeGreaterThan(edge - 1e-12);
      expect(lowest).toBeGreaterThan(reached - 1e-12);
      const doubled = energies({ [p as number]: 2 * b, [r as number]: 2 * c });
      for (const [i, energy] of [edge, reached, lowest].entries())
        expect(doubled[i]).toBeCloseTo(2 * energy, 11);
    }),
  );
});

test("an index counts no more than all do, in any window, and windows add up", () => {
  const sizes = fc.integer({ min: 2, max: 12 });
  fc.assert(
    fc.property(
      sizes,
      fc.integer({ min: 2, max: 6 }),
      finite(0, 0.999),
      finite(-1.8, 1.8),
      (n, p, share, u) => {
        const index = Math.floor(share * n);
        try {
          const whole = expectedCriticalPoints({ n, p, index });
          const below = expectedCriticalPoints({ n, p, index, energyBelow: u });
          expect(below).toBeLessThanOrEqual(expectedCriticalPoints({ n, p, energyBelow: u }) * (1 + 1e-12));
          const above = expectedCriticalPoints({ n, p, index, energyAbove: u });
          expect((below + above) / whole).toBeCloseTo(1, 10);
        } catch (error) {
          if (!(error instanceof PrecisionError)) throw error;
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("the Tracy–Widom densities are the slopes of their distributions, which quantiles invert", () => {
  fc.assert(
    fc.property(fc.constantFrom<Symmetry>(1, 2), finite(-10, 4), (beta, x) => {
      const step = 1e-4;
      const slope = (tracyWidomCdf(x + step, beta) - tracyWidomCdf(x - step, beta)) / (2 * step);
      const density = tracyWidomDensity(x, beta);
      // The third derivative is at most (x²/4)² times the density here; F itself is within 1e-15.
      expect(Math.abs(slope - density)).toBeLessThanOrEqual(
        (step * x * x) ** 2 * density + 1e-7 * density + 1e-11,
      );
      if (x < 0) expect(tracyWidomQuantile(tracyWidomCdf(x, beta), beta)).toBeCloseTo(x, 9);
    }),
  );
});

test("the Marchenko–Pastur density is the slope of its distribution at every ratio", () => {
  fc.assert(
    fc.property(finite(0.05, 8), finite(0.05, 0.95), (ratio, share) => {
      const x = (1 - Math.sqrt(ratio)) ** 2 + share * 4 * Math.sqrt(ratio);
      const step = 1e-4 * share * (1 - share) * Math.sqrt(ratio);
      const slope = (marchenkoPasturCdf(x + step, ratio) - marchenkoPasturCdf(x - step, ratio)) / (2 * step);
      expect(slope / marchenkoPasturDensity(x, ratio)).toBeCloseTo(1, 6);
    }),
  );
});
