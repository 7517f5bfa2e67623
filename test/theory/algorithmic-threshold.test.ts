import { expect, test } from "vitest";
import { algorithmicThreshold, type Mixture } from "../../ts/theory/index.js";

/** Within the relative error that the docstring states. */
function expectStated(actual: number, exact: number) {
  expect(Math.abs(actual / exact - 1), `${actual}, ${exact}`).toBeLessThan(1e-13);
}

test.each([2, 3, 4, 5, 6, 7, 8, 9, 10, 100, 500, 1000, 1e4, 1e6])("pure p = %d has 2√((p − 1)/p)", (p) => {
  const exact = 2 * Math.sqrt((p - 1) / p);
  expectStated(algorithmicThreshold(p), exact);
  // 1e-24 of ξ in another order is no digit of the result, but makes a mixture, which is integrated.
  expectStated(algorithmicThreshold({ [p]: 1, [p + 1]: 1e-12 }), exact);
});

// ∫₀¹ √ξ″ dq by mpmath 1.3.0, mp.dps = 40, in q itself:
//   grid = [1 - mp.mpf(2) ** (-mp.mpf(j) / 8) for j in range(500)] + [1]
//   mp.quad(lambda q: mp.sqrt(sum(p * (p - 1) * mp.mpf(b) ** 2 * q ** (p - 2) for p, b in mixture.items())), grid)
test.each<[Mixture, number]>([
  [{ 3: 0.5, 1000: 0.5 }, 1.8006266530253336],
  [{ 2: 1, 1000000: 1 }, 3.414173599021068],
  [{ 2: 3, 3: 2, 5: 1, 17: 0.1, 400: 1, 100000: 1e-3 }, 7.667161377475961],
  [{ 4: 1e-120, 5: 1e-60, 2000: 1 }, 1.99949993748437],
])("orders on far apart scales are all integrated: %o", (mixture, exact) => {
  expectStated(algorithmicThreshold(mixture), exact);
});

test("the mixture of the highest orders that may be named is integrated", () => {
  // Neighbouring orders differ by 1/p² = 1e-18 in E_∞.
  expectStated(algorithmicThreshold({ 999999998: 0.6, 999999999: 0.8 }), 2 * Math.sqrt(1 - 1e-9));
});
