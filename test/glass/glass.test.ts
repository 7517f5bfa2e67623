import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { InvalidInputError, OutOfMemoryError } from "../../ts/base/errors.js";
import {
  DISORDERS,
  largestSpins,
  MAX_ORDER,
  MAX_SPINS,
  ORDERS,
  order,
  PRECISIONS,
} from "../../ts/glass/fields.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { FOUND, METHODS, MINIMA, STATUSES } from "../../ts/glass/tables.js";
import { threshold } from "../../ts/theory/index.js";
import { call } from "../../ts/wasm/call.js";
import { dot, EPS, norm, startCore, toSphere } from "../support/core.js";

interface Golden {
  readonly cases: readonly {
    n: number;
    seed: string;
    state: number[];
    energy: number;
    gradient: number[];
    hessianRow: number[];
    hessianNorm: number;
    spectrum: number[];
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(new URL("../golden/glass/glass.json", import.meta.url), "utf8"),
);

beforeAll(startCore);

describe("a sampled glass", () => {
  test.each(golden.cases)("is the one that numpy draws and contracts (n = $n)", (expected) => {
    const { n, seed } = expected;
    const glass = SpinGlass.sample({ n, p: 3, seed });
    const state = Float64Array.from(expected.state);
    // Sums of n³ terms of size |∇²H|·|σ|²/n³, in two orders.
    const size = expected.hessianNorm;
    const close = (ours: number, theirs: number, terms: number) =>
      expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(16 * n * EPS * terms);
    close(glass.energy(state), expected.energy, size * n);
    const gradient = glass.gradient(state);
    expected.gradient.forEach((value, i) => close(gradient[i] as number, value, size * Math.sqrt(n)));
    const hessian = glass.hessian(state);
    expected.hessianRow.forEach((value, i) => close(hessian[i] as number, value, size));
    expect(Math.abs(norm(hessian) - size)).toBeLessThanOrEqual(16 * n * EPS * size);
    const spectrum = glass.spectrum(state);
    expect(spectrum.length).toBe(n - 1);
    expected.spectrum.forEach((value, i) => close(spectrum[i] as number, value, size));
    expect(glass.index(state)).toBe(expected.spectrum.filter((value) => value < 0).length);
    glass.free();
  });

  test("is the same for a number, a bigint and their digits", () => {
    const state = Float64Array.of(1, 2, 3);
    const energies = [7, 7n, "7"].map((seed) => SpinGlass.sample({ n: 3, p: 3, seed }).energy(state));
    expect(new Set(energies).size).toBe(1);
  });
});

describe("the glass of two spins", () => {
  /** On the circle σ = √2 (cos t, sin t) the energy is a cubic in tan t over a positive factor. */
  function criticalTangents(glass: SpinGlass): number[] {
    const at = (x: number, y: number) => glass.energy(Float64Array.of(x, y));
    // H = a x³ + b x²y + c xy² + d y³.
    const a = at(1, 0);
    const d = at(0, 1);
    const sum = at(1, 1) - a - d;
    const difference = at(1, -1) - a + d;
    const b = (sum - difference) / 2;
    const c = (sum + difference) / 2;
    // dH/dt = 0 with t = tan: b + (2c − 3a) t + (3d − 2b) t² − c t³ = 0; by Viète, or Cardano for one real root.
    return realRootsOfCubic(-c, 3 * d - 2 * b, 2 * c - 3 * a, b);
  }

  test("has its critical points in closed form, and descents end in every minimum that is not tiny", async () => {
    for (let seed = 0; seed < 40; seed++) {
      const glass = SpinGlass.sample({ n: 2, p: 3, seed });
      const angles = criticalTangents(glass)
        .flatMap((tangent) => [Math.atan(tangent), Math.atan(tangent) + Math.PI])
        .map((angle) => (angle + 2 * Math.PI) % (2 * Math.PI))
        .sort((a, b) => a - b);
      const points = angles.map((angle) => toSphere(Float64Array.of(Math.cos(angle), Math.sin(angle))));
      for (const point of points)
        expect(norm(glass.sphereGradient(point))).toBeLessThan(1e-13 * norm(glass.hessian(point)) * 4);
      // Σ (−1)^index = χ(S¹) = 0, and at most 2(2² − 1) = 6 of them: minima and maxima in turn.
      const indices = points.map((point) => glass.index(point));
      expect([2, 6]).toContain(points.length);
      indices.forEach((index, at) =>
        expect(index).toBe(at % 2 === 0 ? indices[0] : 1 - (indices[0] as number)),
      );

      const found = await glass.descents({ replicas: 200, seed });
      const energies = points.map((point) => glass.energy(point) / 2);
      const minima = energies.filter((_, at) => indices[at] === 0);
      for (const energy of found.energy)
        expect(Math.min(...minima.map((minimum) => Math.abs(minimum - energy)))).toBeLessThan(1e-13);
      points.forEach((_, at) => {
        if (indices[at] !== 0) return;
        const turn = 2 * Math.PI;
        const before = angles.at(at - 1) as number;
        const after = angles[(at + 1) % angles.length] as number;
        const basin = points.length === 2 ? turn : (after - before + turn) % turn;
        // 200 starts miss a tenth of the circle once in a billion.
        if (basin < 0.1 * turn) return;
        expect(
          Math.min(...found.energy.map((energy) => Math.abs(energy - (energies[at] as number)))),
        ).toBeLessThan(1e-13);
      });
      glass.free();
    }
  });
});

function realRootsOfCubic(a: number, b: number, c: number, d: number): number[] {
  const shift = -b / (3 * a);
  const p = (3 * a * c - b * b) / (3 * a * a);
  const q = (2 * b ** 3 - 9 * a * b * c + 27 * a * a * d) / (27 * a ** 3);
  const discriminant = (q / 2) ** 2 + (p / 3) ** 3;
  const roots =
    discriminant > 0
      ? [Math.cbrt(-q / 2 + Math.sqrt(discriminant)) + Math.cbrt(-q / 2 - Math.sqrt(discriminant))]
      : [0, 1, 2].map(
          (k) =>
            2 *
            Math.sqrt(-p / 3) *
            Math.cos(Math.acos(((3 * q) / (2 * p)) * Math.sqrt(-3 / p)) / 3 - (2 * Math.PI * k) / 3),
        );
  // Two Newton steps take away the cancellation of the closed form.
  return roots.map((root) => {
    let x = root + shift;
    for (let step = 0; step < 3; step++) x -= (((a * x + b) * x + c) * x + d) / ((3 * a * x + 2 * b) * x + c);
    return x;
  });
}

describe("descents", () => {
  test("leave the table `minima` with its columns, units and metadata", async () => {
    const glass = SpinGlass.sample({ n: 12, p: 3, seed: 2n ** 63n + 1n });
    const table = await glass.descend({ replicas: 5, seed: 3 });
    expect(table.numRows).toBe(5);
    expect(table.schema.fields.map((field) => `${field.name} ${field.type}`)).toEqual([
      "n Int32",
      "p Int32",
      "disorder_seed Uint64",
      "replica Uint32",
      "energy Float64",
      "gradient_norm Float64",
      "method Dictionary<Uint8, Utf8>",
      "iterations Uint32",
      "evaluations Uint32",
      "status Dictionary<Uint8, Utf8>",
      "index Int32",
      "lambda_min Float64",
      "lambda_max Float64",
      "walk_energy Float64",
    ]);
    for (const field of table.schema.fields) {
      expect(field.metadata.get("unit")).toBeTruthy();
      expect(field.metadata.get("meaning")).toBeTruthy();
    }
    const row = table.get(0);
    expect(row?.disorder_seed).toBe(2n ** 63n + 1n);
    expect(row?.method).toBe("l-bfgs");
    expect(row?.status).toBe("converged");
    expect(JSON.parse(table.schema.metadata.get("losscape.config") as string)).toMatchObject({
      n: 12,
      seed: "3",
    });
    expect([...table.schema.metadata.keys()].sort()).toEqual(
      ["backend", "config", "experiment", "normalisation", "version"].map((key) => `losscape.${key}`),
    );
  });

  test("say for each row what `energy`, `index` and `sphereGradient` say at its state", async () => {
    const glass = SpinGlass.sample({ n: 15, p: 3, seed: 4 });
    const found = await glass.descents({ replicas: 6, seed: 1, method: "gradient-descent" });
    found.replica.forEach((_, row) => {
      const state = found.states.slice(row * 15, (row + 1) * 15);
      expect(glass.energy(state) / 15).toBe(found.energy[row]);
      expect(norm(glass.sphereGradient(state)) / Math.sqrt(15)).toBeCloseTo(
        found.gradient_norm[row] as number,
        12,
      );
      expect(glass.index(state)).toBe(found.index[row]);
    });
  });

  test("have energies per spin, as `energyPerSpin` of their states", async () => {
    const glass = SpinGlass.sample({ n: 9, p: 3, seed: 1 });
    const { states, energy } = await glass.descents({ replicas: 3, seed: 1 });
    for (const [row, value] of energy.entries())
      expect(glass.energyPerSpin(states.subarray(9 * row, 9 * row + 9))).toBe(value);
    expect(glass.energyPerSpin([...states.subarray(0, 9)]) * 9).toBeCloseTo(
      glass.energy(states.subarray(0, 9)),
      12,
    );
    expect(() => Object.assign(glass, { n: 50 })).toThrow(TypeError);
    glass.free();
  });

  test("leave in `descend` the columns that `descents` has", async () => {
    const glass = SpinGlass.sample({ n: 9, p: 3, seed: 2n ** 63n });
    const found = await glass.descents({ replicas: 4, first: 2, seed: 3, maxIterations: 5 });
    const table = await glass.descend({ replicas: 4, first: 2, seed: 3, maxIterations: 5 });
    // What is NaN there is null here.
    for (const { name } of MINIMA.columns)
      expect(Array.from(table.getChild(name)), name).toEqual(
        Array.from<unknown>(found[name]).map((value) => (Number.isNaN(value) ? null : value)),
      );
    expect(found.status).toEqual(Array(4).fill("max_iterations"));
    expect(found.method).toEqual(Array(4).fill("l-bfgs"));
  });

  test("of a part of the replicas are that part of all of them, in any batch", async () => {
    const glass = SpinGlass.sample({ n: 10, p: 3, seed: 5 });
    const all = await glass.descents({ replicas: 12, seed: 6 });
    const part = await glass.descents({ replicas: 5, first: 4, seed: 6, batch: 1 });
    expect([...part.replica]).toEqual([4, 5, 6, 7, 8]);
    expect(part.energy).toEqual(all.energy.slice(4, 9));
    expect(part.states).toEqual(all.states.slice(40, 90));
    expect(part.eigenvalues).toEqual(all.eigenvalues.slice(36, 81));
  });

  test("that are cancelled reject with the replicas that were done", async () => {
    const glass = SpinGlass.sample({ n: 60, p: 3, seed: 5 });
    const controller = new AbortController();
    const running = glass.descend({
      replicas: 200,
      seed: 1,
      batch: 4,
      signal: controller.signal,
      onProgress: ({ done, total, unit }) => {
        expect([total, unit]).toEqual([200, "replicas"]);
        if (done >= 8) controller.abort("enough");
      },
    });
    const error = await running.catch((caught) => caught);
    expect(error).toMatchObject({ name: "AbortError", code: "aborted", cause: "enough" });
    expect(error.partial.numRows).toBeGreaterThanOrEqual(8);
    expect(error.partial.numRows).toBeLessThan(200);
    const all = await glass.descents({ replicas: 200, seed: 1 });
    const energies = error.partial.getChild("energy").toArray();
    const replicas = error.partial.getChild("replica").toArray();
    expect(replicas).toEqual(replicas.toSorted());
    replicas.forEach((replica: number, row: number) => expect(energies[row]).toBe(all.energy[replica]));
  });

  test("from random starts at N = 100 end near -1.55 per spin", async () => {
    // Independent simulations give -1.555 with a spread of 0.036 within a draw and 0.006 between draws.
    const glass = SpinGlass.sample({ n: 100, p: 3, seed: 1000 });
    const { energy, status } = await glass.descents({ replicas: 64, seed: 1 });
    const mean = energy.reduce((sum, value) => sum + value, 0) / 64;
    expect(new Set(status)).toEqual(new Set(["converged"]));
    expect(Math.abs(mean + 1.555)).toBeLessThan(4 * Math.hypot(0.036 / 8, 0.008));
    expect(mean).toBeGreaterThan(-threshold(3));
  });
});

test("both sides know the same columns, methods, statuses and sizes", () => {
  call((core) => {
    const settings = {
      seed: 1n,
      first: 0,
      replicas: 0,
      batch: 1,
      method: METHODS[0],
      tolerance: 1,
      maxIterations: 1,
      spectrum: true,
    };
    const job = core.Glass.sample(2, Uint32Array.of(3), Float64Array.of(1), "gaussian", "f64", 1n).descents(
      settings,
    );
    job.take();
    const words: Record<string, readonly string[]> = { method: METHODS, status: STATUSES };
    const columns = [
      ...FOUND.map(({ name, type }) => [name, type, ...(words[name] ?? [])].join(" ")),
      "eigenvalues float64",
      "states float64",
    ];
    const layout = job.layout.split("\n").map((line) => line.trimEnd());
    expect(layout.filter((line) => line !== "").sort()).toEqual(columns.sort());
  });
  const sampled = (n: number, p: number, disorder: string, precision: string) => () =>
    call((core) => core.Glass.sample(n, Uint32Array.of(p), Float64Array.of(1), disorder, precision, 1n));
  for (const disorder of DISORDERS) expect(() => sampled(2, 3, disorder, "f64")().free()).not.toThrow();
  expect(sampled(2, MAX_ORDER + 1, "gaussian", "f64")).toThrow(order.expected);
  for (const precision of PRECISIONS)
    for (const p of ORDERS) {
      const n = largestSpins([p], precision) + 1;
      if (n > MAX_SPINS && precision === "f32") continue;
      expect(sampled(n, p, "gaussian", precision)).toThrow(OutOfMemoryError);
      if (n <= MAX_SPINS)
        expect(() => SpinGlass.sample({ n, p, seed: 1, precision })).toThrow(
          `the couplings of n = ${n}, p = ${p} (n = ${n - 1} is the largest that fits) needs `,
        );
    }
});

describe("bad input", () => {
  const glass = () => SpinGlass.sample({ n: 4, p: 3, seed: 1 });
  const refused: [string, () => unknown, string][] = [
    [
      "n = 1",
      () => SpinGlass.sample({ n: 1, p: 3, seed: 1 }),
      "n: got 1, expected a whole number from 2 to 23169",
    ],
    [
      "n = 2.5",
      () => SpinGlass.sample({ n: 2.5, p: 3, seed: 1 }),
      "n: got 2.5, expected a whole number from 2 to 23169",
    ],
    [
      "p = 7",
      () => SpinGlass.sample({ n: 4, p: 7, seed: 1 }),
      "p: got 7, expected a whole number from 2 to 6",
    ],
    ["no p", () => SpinGlass.sample({ n: 4, seed: 1 } as never), "or mixture in its place"],
    [
      "p and a mixture",
      () => SpinGlass.sample({ n: 4, p: 3, mixture: { 3: 1 }, seed: 1 } as never),
      "expected p or mixture, and not both",
    ],
    [
      "a coefficient of 0",
      () => SpinGlass.sample({ n: 4, mixture: { 2: 0, 3: 1 }, seed: 1 }),
      "mixture.2: got 0, expected a number other than 0",
    ],
    [
      "an empty mixture",
      () => SpinGlass.sample({ n: 4, mixture: {}, seed: 1 }),
      "the coefficient of one order",
    ],
    [
      "an order of 7",
      () => SpinGlass.sample({ n: 4, mixture: { 7: 1 } as never, seed: 1 }),
      "mixture.7: no such option",
    ],
    [
      "an unknown disorder",
      () => SpinGlass.sample({ n: 4, p: 3, seed: 1, disorder: "levy" as never }),
      'disorder: got "levy", expected "gaussian" or "rademacher" or "uniform" or "exponential"',
    ],
    [
      "a tensor of another order",
      () => SpinGlass.fromTensor(3, 4, new Float64Array(27)),
      "tensor.length: got 27, expected n^4 = 81",
    ],
    [
      "a negative seed",
      () => SpinGlass.sample({ n: 4, p: 3, seed: -1 }),
      "seed: got -1, expected a whole number",
    ],
    [
      "a seed of 2^64",
      () => SpinGlass.sample({ n: 4, p: 3, seed: 2n ** 64n }),
      "seed: got 18446744073709551616n",
    ],
    [
      "an unsafe seed",
      () => SpinGlass.sample({ n: 4, p: 3, seed: 2 ** 60 }),
      "seed: got 1152921504606847000",
    ],
    [
      "an unknown option",
      () => SpinGlass.sample({ n: 4, p: 3, seed: 1, q: 2 } as never),
      "q: no such option",
    ],
    ["a short state", () => glass().energy(new Float64Array(3)), "state.length: got 3, expected 4"],
    ["a text", () => glass().energy("1234" as never), 'state: got "1234", expected an array of numbers'],
    [
      "a NaN",
      () => glass().gradient(Float64Array.of(1, NaN, 0, 0)),
      "state[1]: got NaN, expected a finite number",
    ],
    [
      "half a state",
      () => glass().evaluate(new Float64Array(6)),
      "states.length: got 6, expected a multiple of n = 4",
    ],
    [
      "a point off the sphere",
      () => glass().spectrum(Float64Array.of(1, 1, 1, 2)),
      "|state|²/N: got 1.75, expected 1",
    ],
    [
      "a negative tolerance",
      () => glass().index(Float64Array.of(1, 1, 1, 1), { tolerance: -1 }),
      "tolerance: got -1",
    ],
    [
      "a tensor of 7",
      () => SpinGlass.fromTensor(2, 3, new Float64Array(7)),
      "tensor.length: got 7, expected n^3 = 8",
    ],
    [
      "a NaN in a tensor",
      () => SpinGlass.fromTensor(2, 3, Float64Array.of(0, 0, 0, 0, 0, NaN, 0, 0)),
      "tensor[1, 0, 1]: got NaN, expected a finite number",
    ],
  ];
  test.each(refused)("%s is named", (_, call, message) => {
    expect(call).toThrow(InvalidInputError);
    expect(call).toThrow(message);
  });

  const options: [string, object, string][] = [
    ["no replicas", { replicas: 0 }, "replicas: got 0"],
    ["a tolerance of 0", { tolerance: 0 }, "tolerance: got 0"],
    ["an unknown method", { method: "adam" }, 'method: got "adam", expected "gradient-descent" or "l-bfgs"'],
    ["an unknown option", { replica: 3 }, "replica: no such option"],
    ["a batch of 0", { batch: 0 }, "batch: got 0"],
  ];
  test.each(options)("descend refuses %s", async (_, option, message) => {
    await expect(glass().descend({ replicas: 1, seed: 1, ...option })).rejects.toThrow(message);
  });
});

test("more replicas than memory are refused before any work", async () => {
  const glass = SpinGlass.sample({ n: 4, p: 3, seed: 1 });
  for (const replicas of [2 ** 31 - 1, 2 ** 29])
    await expect(glass.descents({ replicas, seed: 1 })).rejects.toMatchObject({ code: "out-of-memory" });
  expect((await glass.descents({ replicas: 1, seed: 1 })).energy.length).toBe(1);
});

describe("a freed glass", () => {
  test("says so in every use, and can be freed again", async () => {
    const glass = SpinGlass.sample({ n: 3, p: 3, seed: 1 });
    glass.free();
    glass.free();
    glass[Symbol.dispose]();
    expect(() => glass.energy(new Float64Array(3))).toThrow("this SpinGlass was freed");
    await expect(glass.descend({ replicas: 1, seed: 1 })).rejects.toMatchObject({ code: "disposed" });
  });
});

test("a tensor's energy is N^{-1} of its sum over all triples", () => {
  const tensor = Float64Array.from({ length: 27 }, (_, i) => Math.fround(((i * 7919) % 101) / 50 - 1));
  const glass = SpinGlass.fromTensor(3, 3, tensor);
  const s = Float64Array.of(0.5, -1.25, 2);
  let sum = 0;
  tensor.forEach((x, at) => {
    sum +=
      x * (s[Math.floor(at / 9)] as number) * (s[Math.floor(at / 3) % 3] as number) * (s[at % 3] as number);
  });
  expect(glass.energy(s)).toBeCloseTo(sum / 3, 13);
  expect(dot(s, glass.gradient(s))).toBeCloseTo(sum, 12);
});
