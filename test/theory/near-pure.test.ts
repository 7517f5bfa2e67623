import { expect, test } from "vitest";
import {
  algorithmicThreshold,
  complexity,
  expectedCriticalPoints,
  groundState,
  layerEnergy,
  type Mixture,
  threshold,
} from "../../ts/theory/index.js";

const EPS = Number.EPSILON;
const COEFFICIENTS = [1e-3, 1e-6, 3e-8, 1e-8, 1e-12, 1e-100, 1e-154, 3e-162, 1e-300];

function expectWithin(actual: number, expected: number, error: number) {
  expect(Math.abs(actual - expected), `${actual}, ${expected}`).toBeLessThanOrEqual(error);
}

test.each([
  [3, 2],
  [3, 4],
  [2, 3],
  [5, 12],
  [12, 2],
])(
  "of pure p = %d a mixture with ever less of order %d has the energies, complexities and counts",
  (p, other) => {
    for (const b of COEFFICIENTS) {
      const mixture = { [p]: 1, [other]: b };
      // ξ and its derivatives differ by b² times powers of the orders up to the second, and with b² the radial derivative becomes
      // free, which k + 1 eigenvalues then pull; the rest is rounding.
      const distance = (k: number) => (p + other) ** 2 * b * b * (k + 1) + 8 * EPS;
      expectWithin(threshold(mixture), threshold(p), distance(0));
      for (const k of [0, 1, 7, 1000, 1e9])
        expectWithin(layerEnergy(mixture, k), layerEnergy(p, k), distance(k));
      for (const share of [-0.5, 0, 0.6, 1 - 1e-12, 1, 1 + 1e-12, 1.01, 1.5, 10])
        for (const index of [undefined, 0, 1, 7, 1000]) {
          const [u, k] = [-share * threshold(p), index ?? 0];
          const error = (k + 1) * (1 + u * u) * distance(k);
          expectWithin(complexity(mixture, u, { index }), complexity(p, u, { index }), error);
        }
      // (ξ″/ξ′)^{n/2} and the window's end carry the distance n-fold.
      const n = 10;
      const window = { n, energyBelow: -1.5 };
      const count = expectedCriticalPoints({ ...window, p });
      expectWithin(
        expectedCriticalPoints({ ...window, mixture }),
        count,
        (4 * n * distance(0) + 1e-12) * count,
      );
    }
  },
);

test("the lowest layer stays the ground state down to the pure model", () => {
  for (const b of COEFFICIENTS)
    expectWithin(layerEnergy({ 2: b, 3: 1 }, 0), groundState({ 2: b, 3: 1 }), 1e-13);
});

// The zero of the definition's maximum (ts/theory/mixed-complexity.ts) by bisection in 700 digits, mpmath 1.3.0.
test.each<[Mixture, number, number]>([
  [{ 2: 0.01, 3: 1 }, 0, 1.657064012146682],
  [{ 2: 1, 3: 0.001 }, 0, 1.4142146230327366],
  [{ 2: 1, 3: 0.01 }, 0, 1.4143196230875688],
  [{ 2: 1, 100000: 0.001 }, 5, 2.584935732301846],
  [{ 2: 1e-6, 3: 1 }, 1000, 1.6335842441532415],
])("of %o the layer of index %d agrees with many digits", (mixture, k, exact) => {
  expectWithin(layerEnergy(mixture, k), exact, 1e-12);
});

test("energies are those of coefficients of any scale that has squares", () => {
  for (const scale of [1e-120, 1e-100, 1e100, 1e120]) {
    const scaled = { 2: 0.6 * scale, 4: 0.8 * scale };
    const mixture = { 2: 0.6, 4: 0.8 };
    expect(threshold(scaled) / scale).toBeCloseTo(threshold(mixture), 14);
    expect(algorithmicThreshold(scaled) / scale).toBeCloseTo(algorithmicThreshold(mixture), 14);
    expect(layerEnergy(scaled, 1) / scale).toBeCloseTo(layerEnergy(mixture, 1), 14);
    expect(complexity(scaled, -1.7 * scale)).toBeCloseTo(complexity(mixture, -1.7), 14);
  }
});
