import { beforeAll, describe, expect, test } from "vitest";
import { DisposedError, InvalidInputError } from "../../ts/base/errors.js";
import { Dataset } from "../../ts/data/dataset.js";
import { eigvalsh } from "../../ts/eigen/index.js";
import { lanczos, lanczosAsync, spectralDensity } from "../../ts/lanczos/index.js";
import { Network } from "../../ts/network/index.js";
import { startCore } from "../support/core.js";
import { spectralNorm } from "../support/matrices.js";

beforeAll(startCore);

const data = () => Dataset.digits({ part: "train", samples: 60 });
const smooth = () => Network.create({ layers: [100, 4, 10], activation: "tanh", initial: "glorot", seed: 1 });

describe.each(["hessian", "gaussNewton"] as const)("%s as an operator", (name) => {
  test.each(["largest", "both"] as const)("has the %s eigenvalues of the matrix", (which) => {
    using operator = smooth()[`${name}Operator`](data());
    const values = eigvalsh(smooth()[name](data()));
    const found = lanczos(operator, { count: 4, which });
    expect(found.status).toBe("converged");
    const low = which === "both" ? 2 : 0;
    const expected = [...values.subarray(0, low), ...values.subarray(values.length - (4 - low))];
    found.values.forEach((value, k) =>
      expect(Math.abs(value - (expected[k] as number))).toBeLessThanOrEqual(1.01e-10 * spectralNorm(values)),
    );
  });

  test("multiplies as the product of a vector does, to the bit", () => {
    const net = smooth();
    using operator = net[`${name}Operator`](data());
    const options = { count: 2, which: "largest", n: net.parameters } as const;
    const product = (v: Float64Array) => net[`${name}Product`](data(), v);
    expect(lanczos(operator, options)).toEqual(lanczos(product, options));
  });

  test("has the trace of the matrix", () => {
    using operator = smooth()[`${name}Operator`](data());
    const { mean, standardError } = spectralDensity(operator, { probes: 40, steps: 10 }).quadrature((x) => x);
    const a = smooth()[name](data());
    const n = operator.n;
    let trace = 0;
    for (let i = 0; i < n; i++) trace += a[i * n + i] as number;
    expect(Math.abs(mean - trace / n)).toBeLessThanOrEqual(4 * standardError);
  });
});

test("it stays what it was when the network is trained or freed", async () => {
  const net = smooth();
  using operator = net.hessianOperator(data());
  const before = lanczos(operator, { count: 1, which: "largest" });
  await net.train(data(), { epochs: 1, batchSize: 20, learningRate: 0.1, seed: 1 });
  net.free();
  expect(await lanczosAsync(operator, { count: 1, which: "largest" })).toEqual(before);
});

test("freed, or of data of another width, or with the proof of a stored matrix, it is refused", () => {
  const operator = smooth().hessianOperator(data());
  expect(() => lanczos(operator, { count: 1, proof: "inertia" })).toThrow("proof: ");
  operator.free();
  operator.free();
  expect(() => lanczos(operator, { count: 1 })).toThrow(DisposedError);
  const narrow = Dataset.from({ inputs: Float64Array.of(1, 2), labels: [0, 1] });
  expect(() => smooth().hessianOperator(narrow)).toThrow(InvalidInputError);
});
