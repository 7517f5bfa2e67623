import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { InvalidInputError } from "../../ts/base/errors.js";
import { cugliandoloKurchan, equilibriumEnergy, type Mixture, threshold } from "../../ts/theory/index.js";

interface Golden {
  energies: { mixture: Mixture; temperature: number; time: number; energy: string }[];
}
const golden: Golden = JSON.parse(
  readFileSync(new URL("../golden/theory/dynamics.json", import.meta.url), "utf8"),
);

test("energies agree with power series in both times, and at p = 2 with the closed form, within the errors given", () => {
  const keyOf = ({ mixture, temperature }: Golden["energies"][number]) =>
    JSON.stringify({ mixture, temperature });
  for (const model of new Set(golden.energies.map(keyOf))) {
    const rows = golden.energies.filter((row) => keyOf(row) === model);
    const times = rows.map(({ time }) => time);
    const { energies, errors } = cugliandoloKurchan({ ...JSON.parse(model), times });
    rows.forEach(({ energy }, i) => {
      const what = `${model} ${times[i]}`;
      expect(Math.abs((energies[i] as number) - Number(energy)), what).toBeLessThanOrEqual(
        (errors[i] as number) + 2e-7,
      );
      expect(errors[i], what).toBeLessThan(1e-5);
    });
  }
});

test("the energy starts at 0 and falls as ξ′(1)t", () => {
  for (const [model, slope] of [
    [{ p: 3 }, 3],
    [{ mixture: { 2: 0.6, 4: 0.8 } }, 3.28],
  ] as const) {
    const { energies } = cugliandoloKurchan({ ...model, temperature: 0.4, times: [0, 1e-3] });
    expect(energies[0]).toBeCloseTo(0, 12);
    expect((energies[1] as number) / 1e-3).toBeCloseTo(-slope, 1);
  }
});

test("the errors given cover the change when the grid does", () => {
  for (const temperature of [0, 0.7]) {
    const at = (last: number) => cugliandoloKurchan({ p: 3, temperature, times: [0.5, 1, 2, last] });
    const [fine, coarse] = [at(3), at(10)];
    for (const i of [0, 1, 2]) {
      const difference = Math.abs((fine.energies[i] as number) - (coarse.energies[i] as number));
      expect(difference).toBeLessThanOrEqual((fine.errors[i] as number) + (coarse.errors[i] as number));
    }
  }
});

test("above the dynamical temperature the energy tends to that of equilibrium", () => {
  for (const model of [{ p: 3 }, { mixture: { 2: 0.6, 4: 0.8 } }]) {
    const { energies } = cugliandoloKurchan({ ...model, temperature: 2, times: [5] });
    expect(energies[0]).toBeCloseTo(equilibriumEnergy({ ...model, temperature: 2 }), 4);
  }
});

test("gradient flow of p = 3 nears −E_∞ as a power of time between t^(−1/2) and t^(−4/5), from above", () => {
  const { energies } = cugliandoloKurchan({ p: 3, temperature: 0, times: [5, 10, 20, 40] });
  const above = Array.from(energies, (energy) => energy + threshold(3));
  for (let i = 1; i < above.length; i++) {
    const rate = Math.log2((above[i - 1] as number) / (above[i] as number));
    expect(rate).toBeGreaterThan(0.5);
    expect(rate).toBeLessThan(0.8);
  }
});

test("a pure model given as a mixture has the same energies", () => {
  const query = { temperature: 0.3, times: [0.5, 1] };
  expect(cugliandoloKurchan({ p: 3, ...query })).toEqual(cugliandoloKurchan({ mixture: { 3: 1 }, ...query }));
});

test("the numbers in the docstring are those returned", () => {
  const { energies } = cugliandoloKurchan({ p: 3, temperature: 0, times: [0, 1, 5] });
  expect(energies[0]).toBeCloseTo(0, 12);
  expect(cugliandoloKurchan({ p: 3, temperature: 0, times: [0] }).energies).toEqual(Float64Array.of(0));
  expect(energies[1]).toBeCloseTo(-1.2198, 4);
  expect(energies[2]).toBeCloseTo(-1.50117, 4);
});

test.each([
  ["temperature", { p: 3, temperature: -1, times: [1] }],
  ["times", { p: 3, temperature: 0, times: [] }],
  ["times[1]", { p: 3, temperature: 0, times: [1, 0.5] }],
  ["times[1]", { p: 3, temperature: 0, times: [1, 1] }],
  ["times[0]", { p: 3, temperature: 0, times: [-1] }],
  ["times", { p: 3, temperature: 0, times: [1, 1e3] }],
  ["p", { temperature: 0, times: [1] }],
  ["mixture", { mixture: {}, temperature: 0, times: [1] }],
  ["step", { p: 3, temperature: 0, times: [1], step: 0.1 }],
])("a bad %s is named in the error", (argument, query) => {
  expect(() => cugliandoloKurchan(query as never)).toThrow(InvalidInputError);
  expect(() => cugliandoloKurchan(query as never)).toThrow(expect.objectContaining({ argument }));
});
