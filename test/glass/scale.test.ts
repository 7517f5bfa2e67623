import { beforeAll, describe, expect, test } from "vitest";
import { InvalidInputError } from "../../ts/base/errors.js";
import { Dataset } from "../../ts/data/dataset.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { Network } from "../../ts/network/index.js";
import { complexity } from "../../ts/theory/index.js";
import { startCore } from "../support/core.js";
import { draws } from "../support/matrices.js";

beforeAll(startCore);

const n = 6;
const tensor = (size: number) =>
  Float64Array.from({ length: n ** 3 }, draws(1)).map((x) => size * (2 * x - 1));

describe("a tensor", () => {
  test.each([1e-150, 1e-100, 1e100, 1e138])("of entries of %f has gradients of their size", async (size) => {
    using glass = SpinGlass.fromTensor(n, 3, tensor(size));
    const { gradient_norm: norms } = await glass.descents({ replicas: 3, seed: 1, maxIterations: 1 });
    for (const norm of norms) {
      expect(norm / size).toBeGreaterThan(1e-3);
      expect(norm / size).toBeLessThan(1e3);
    }
  });

  test.each([1e-300, 1e-160, 1e150, 1e300, 1.7e308])("of entries of %f is refused by its name", (size) => {
    expect(() => SpinGlass.fromTensor(n, 3, tensor(size))).toThrow(/^max\|tensor\|: got /);
  });

  test("of zeros is none of them", () => {
    using glass = SpinGlass.fromTensor(n, 3, new Float64Array(n ** 3));
    expect(glass.energy(new Float64Array(n).fill(1))).toBe(0);
  });
});

test("a state whose energy overflows is refused by its name", () => {
  using glass = SpinGlass.sample({ n, p: 3, seed: 1 });
  const large = new Float64Array(n).fill(1e200);
  for (const compute of [() => glass.energy(large), () => glass.gradient(large), () => glass.evaluate(large)])
    expect(compute).toThrow(/^max\|states?\|: got 1e\+200, /);
});

test("weights whose outputs or losses overflow are refused by their name", () => {
  const data = Dataset.from({ inputs: Float64Array.of(1, -1, 1, 2), labels: [0, 1] });
  const weights = Float64Array.of(1, -1, 1, 1, -1, 1, 1, -1).map((x) => 1e200 * x);
  const net = Network.fromWeights({ layers: [2, 2, 2], biases: false, weights });
  for (const name of ["outputs", "loss", "gradient", "hessian", "gaussNewton", "spectrum"] as const) {
    expect(() => net[name](data), name).toThrow(InvalidInputError);
    expect(() => net[name](data), name).toThrow(/^max\|weights\|: got 1e\+200, /);
  }
});

test.each([2, 3, 7, { 2: 1, 3: 1 }])("the complexity of energies without a square is −∞, p = %j", (model) => {
  for (const u of [-1e155, -1e160, -1.7e308]) expect(complexity(model, u)).toBe(-Infinity);
  expect(complexity(model, -1e150)).toBeLessThan(-1e298);
});
