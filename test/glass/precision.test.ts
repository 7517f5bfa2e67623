import { beforeAll, describe, expect, test } from "vitest";
import { InvalidInputError } from "../../ts/base/errors.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { dot, norm, startCore, toSphere } from "../support/core.js";

beforeAll(startCore);

const EPS_F32 = 2 ** -23;

const stateOf = (n: number, turn: number) =>
  toSphere(Float64Array.from({ length: n }, (_, i) => Math.sin(3 * i + turn) + 0.1));

describe('a glass of precision "f32"', () => {
  const options = { n: 30, p: 3, seed: 4 } as const;
  const [single, double] = (["f32", "f64"] as const).map(
    (precision) => () => SpinGlass.sample({ ...options, precision }),
  ) as [() => SpinGlass, () => SpinGlass];

  test("has the couplings of f64, each rounded", () => {
    using rounded = single();
    using exact = double();
    for (let spin = 0; spin < options.n; spin++) {
      const state = Float64Array.from({ length: options.n }, (_, i) => (i === spin ? 1 : 0));
      // One coupling, over N.
      const coupling = Math.fround(exact.energy(state) * options.n);
      expect(Math.abs(rounded.energy(state) * options.n - coupling)).toBeLessThanOrEqual(1e-15);
    }
    expect(rounded.precision).toBe("f32");
    expect(exact.precision).toBe("f64");
  });

  test.each([
    { p: 2, n: 40 },
    { p: 3, n: 25 },
    { p: 3, n: 100 },
    { p: 4, n: 20 },
  ])("evaluates batches within n·ε of its doubles (p = $p, n = $n)", ({ p, n }) => {
    using glass = SpinGlass.sample({ n, p, seed: 5, precision: "f32" });
    const states = [1, 2, 3].map((turn) => stateOf(n, turn));
    const { energies, gradients } = glass.evaluate(states);
    states.forEach((state, b) => {
      const gradient = glass.gradient(state);
      const found = gradients.slice(b * n, (b + 1) * n);
      const bound = n * EPS_F32 * norm(gradient);
      expect(norm(found.map((slope, i) => slope - (gradient[i] as number)))).toBeLessThanOrEqual(bound);
      expect(Math.abs((energies[b] as number) - glass.energy(state))).toBeLessThanOrEqual(
        bound * Math.sqrt(n),
      );
      expect(Math.abs(dot(state, gradient) - p * glass.energy(state))).toBeLessThanOrEqual(1e-10 * n);
    });
  });

  test("descends to minima of its doubles, and its table says so", async () => {
    using glass = single();
    const table = await glass.descend({ replicas: 8, seed: 1 });
    const config = JSON.parse(table.schema.metadata.get("losscape.config") as string);
    expect(config.precision).toBe("f32");
    const found = await glass.descents({ replicas: 8, seed: 1, batch: 3 });
    expect([...found.energy]).toEqual(table.getChild("energy")?.toJSON());
    for (let row = 0; row < 8; row++) {
      const state = found.states.slice(row * options.n, (row + 1) * options.n);
      expect(found.status[row]).toBe("converged");
      expect(found.energy[row]).toBe(glass.energyPerSpin(state));
      expect(norm(glass.sphereGradient(state)) / Math.sqrt(options.n)).toBeLessThanOrEqual(1e-8);
      expect(glass.index(state)).toBe(0);
    }
  });

  test("refuses what its numbers do not hold", () => {
    using glass = single();
    const large = new Float64Array(options.n).fill(1e15);
    expect(() => glass.evaluate(large)).toThrow(InvalidInputError);
    expect(glass.energy(large)).not.toBeNaN();
    expect(() => SpinGlass.fromTensor(2, 2, [1e30, 0, 0, 1], { precision: "f32" })).toThrow(
      "max|tensor|: got 1e+30, expected 0, or a number from 1e-20 to 100000000000000000000",
    );
    const mixed = (coefficient: number, precision: "f32" | "f64") => () =>
      SpinGlass.sample({ n: 8, seed: 1, mixture: { 2: coefficient }, precision });
    expect(mixed(1e-160, "f32")).toThrow("max|mixture|: got 1e-160, expected 0, or a number from 1e-20");
    expect(mixed(1e200, "f64")).toThrow("max|mixture|: got 1e+200");
    // @ts-expect-error -- of JavaScript
    expect(() => SpinGlass.sample({ ...options, precision: "f16" })).toThrow('precision: got "f16"');
  });
});
