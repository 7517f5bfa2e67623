import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { InvalidInputError } from "../../ts/base/errors.js";
import {
  algorithmicThreshold,
  complexity,
  equilibriumEnergy,
  groundState,
  layerEnergy,
  type Mixture,
  threshold,
} from "../../ts/theory/index.js";

interface Golden {
  models: {
    mixture: Mixture;
    threshold: string;
    algorithmic: string;
    ground_state: string;
    complexity: { u: number; index: number | null; value: string }[];
  }[];
}
const golden: Golden = JSON.parse(
  readFileSync(new URL("../golden/theory/mixtures.json", import.meta.url), "utf8"),
);

test.each(golden.models)("of $mixture energies and complexities solve the variational problems", (row) => {
  const { mixture } = row;
  expect(threshold(mixture)).toBeCloseTo(Number(row.threshold), 14);
  expect(algorithmicThreshold(mixture)).toBeCloseTo(Number(row.algorithmic), 13);
  expect(groundState(mixture)).toBeCloseTo(Number(row.ground_state), 13);
  for (const { u, index, value } of row.complexity)
    expect(complexity(mixture, u, index === null ? {} : { index }), `${u} ${index}`).toBeCloseTo(
      Number(value),
      12,
    );
});

test.each([...golden.models.map(({ mixture }) => mixture), { 2: 0.1, 4: 1 }, { 3: 1, 16: 1 }])(
  "of %o the minimum of Parisi's functional is where the mean number of minima falls below one",
  (mixture) => {
    expect(layerEnergy(mixture, 0)).toBeCloseTo(groundState(mixture), 13);
    expect(layerEnergy(mixture, 1)).toBeLessThan(layerEnergy(mixture, 0));
    expect(complexity(mixture, -layerEnergy(mixture, 2), { index: 2 })).toBeCloseTo(0, 12);
    expect(algorithmicThreshold(mixture)).toBeLessThan(groundState(mixture));
    expect(algorithmicThreshold(mixture)).toBeGreaterThan(threshold(mixture));
  },
);

test("what the literature says of two mixtures", () => {
  expect(threshold({ 2: 0.6, 4: 0.8 })).toBeCloseTo(1.6278, 4);
  expect(algorithmicThreshold({ 2: 0.6, 4: 0.8 })).toBeCloseTo(1.6959, 4);
  expect(threshold({ 3: Math.SQRT1_2, 4: Math.SQRT1_2 })).toBeCloseTo(1.68, 4);
  expect(algorithmicThreshold({ 3: Math.SQRT1_2, 4: Math.SQRT1_2 })).toBeCloseTo(1.6995, 4);
});

test("one order alone is the pure model times its coefficient, of either sign", () => {
  for (const p of [2, 3, 5]) {
    expect(threshold({ [p]: -2 })).toBe(2 * threshold(p));
    expect(groundState({ [p]: 0.5, 7: 0 })).toBe(0.5 * groundState(p));
    expect(complexity({ [p]: 2 }, -3.3, { index: 1 })).toBe(complexity(p, -1.65, { index: 1 }));
    expect(algorithmicThreshold({ [p]: -2 })).toBe(2 * algorithmicThreshold(p));
  }
});

test("the ground state of a mixture that breaks replica symmetry in more steps is refused", () => {
  expect(() => groundState({ 3: 1, 30: 1 })).toThrow(
    "a mixture whose ground state breaks replica symmetry in one step",
  );
});

test("equilibrium has −β down to the static temperature, the published 0.586·√2 at p = 3, and is refused below", () => {
  expect(equilibriumEnergy({ p: 3, temperature: 1 })).toBe(-1);
  expect(equilibriumEnergy({ p: 3, temperature: 0.829 })).toBeCloseTo(-1 / 0.829, 15);
  expect(() => equilibriumEnergy({ p: 3, temperature: 0.8285 })).toThrow("0.828805");
  expect(() => equilibriumEnergy({ p: 2, temperature: 1.41 })).toThrow("1.414214");
  // The largest of exp(p ln(1 − e^−s))/(s − 1 + e^−s) on a grid of 1e-5 in s, by Python's math.
  expect(() => equilibriumEnergy({ p: 1e6, temperature: 0.01 })).toThrow("0.245492");
  expect(equilibriumEnergy({ mixture: { 2: 0.6, 4: 0.8 }, temperature: 2 })).toBeCloseTo(-0.5, 14);
});

test.each([
  ["mixture", () => threshold({})],
  ["mixture", () => groundState({ 1: 1 })],
  ["mixture.3", () => complexity({ 2: 1, 3: Number.NaN }, -1)],
  ["mixture", () => layerEnergy({ 2: 0 }, 0)],
  ["mixture", () => algorithmicThreshold({ 2: 1e200 })],
  ["p", () => algorithmicThreshold(1)],
  ["p", () => equilibriumEnergy({ temperature: 1 })],
  ["p", () => equilibriumEnergy({ p: 3, mixture: { 2: 1 }, temperature: 1 })],
  ["temperature", () => equilibriumEnergy({ p: 3, temperature: 0 })],
  ["beta", () => equilibriumEnergy({ p: 3, temperature: 1, beta: 1 } as never)],
])("a bad %s is named in the error", (argument, call) => {
  expect(call).toThrow(InvalidInputError);
  expect(call).toThrow(expect.objectContaining({ argument }));
});
