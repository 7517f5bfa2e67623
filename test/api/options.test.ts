import { beforeAll, describe, expect, test } from "vitest";
import * as losscape from "../../ts/index.js";
import { startCore } from "../support/core.js";

const {
  Dataset,
  eigh,
  eigvalsh,
  experiments,
  inertia,
  lanczos,
  SpinGlass,
  spectralDensity,
  SymmetricMatrix,
  theory,
} = losscape;

const a = Float64Array.of(2, 1, 1, 2);
const chain = (v: Float64Array) => v.map((x, i) => 2 * x - (v[i - 1] ?? 0) - (v[i + 1] ?? 0));
const state = new Float64Array(5).fill(1);
const glass = () => SpinGlass.sample({ n: 5, p: 3, seed: 1 });

const noPoints = {
  ...{ point: new Uint32Array(), energy: new Float64Array(), index: new Int32Array() },
  state: { offsets: new Int32Array(1), values: new Float64Array() },
};
const quench = { replicas: 1, seed: 1, sweeps: 2 };

/** Everything public that takes an object of options, called with what is right and `more` besides. */
const calls: Readonly<Record<string, (more: object) => unknown>> = {
  init: (more) => losscape.init({ ...more }),
  eigvalsh: (more) => eigvalsh(a, { ...more }),
  "eigvalsh, range": (more) => eigvalsh(a, { range: { index: [0, 1], ...more } }),
  eigvalshAsync: (more) => losscape.eigvalshAsync(a, { ...more }),
  eigvalshBatch: (more) => losscape.eigvalshBatch(a, { n: 2, ...more }),
  eigvalshBatchAsync: (more) => losscape.eigvalshBatchAsync(a, { n: 2, ...more }),
  eigh: (more) => eigh(a, { ...more }),
  eighAsync: (more) => losscape.eighAsync(a, { ...more }),
  eighBatch: (more) => losscape.eighBatch(a, { n: 2, ...more }),
  eighBatchAsync: (more) => losscape.eighBatchAsync(a, { n: 2, ...more }),
  inertia: (more) => inertia(a, { ...more }),
  inertiaAsync: (more) => losscape.inertiaAsync(a, { ...more }),
  inertiaBatch: (more) => losscape.inertiaBatch(a, { n: 2, ...more }),
  inertiaBatchAsync: (more) => losscape.inertiaBatchAsync(a, { n: 2, ...more }),
  lanczos: (more) => lanczos(chain, { n: 20, count: 1, ...more }),
  lanczosAsync: (more) => losscape.lanczosAsync(chain, { n: 20, count: 1, ...more }),
  spectralDensity: (more) => spectralDensity(chain, { n: 20, ...more }),
  spectralDensityAsync: (more) => losscape.spectralDensityAsync(chain, { n: 20, ...more }),
  "SymmetricMatrix.from": (more) => SymmetricMatrix.from(a, { ...more }),
  "SpinGlass.sample": (more) => SpinGlass.sample({ n: 5, p: 3, seed: 1, ...more }),
  "SpinGlass.fromTensor": (more) => SpinGlass.fromTensor(2, 2, a, { ...more }),
  "SpinGlass#index": (more) => glass().index(state, { ...more }),
  "SpinGlass#descend": (more) => glass().descend({ replicas: 1, seed: 1, ...more }),
  "SpinGlass#descents": (more) => glass().descents({ replicas: 1, seed: 1, ...more }),
  "SpinGlass#anneal": (more) => glass().anneal({ ...quench, from: 1, to: 0.1, ...more }),
  "SpinGlass#temper": (more) => glass().temper({ ...quench, temperatures: [0.1, 1], ...more }),
  "SpinGlass#annealings": (more) => glass().annealings({ ...quench, from: 1, to: 0.1, ...more }),
  "SpinGlass#temperings": (more) => glass().temperings({ ...quench, temperatures: [0.1, 1], ...more }),
  "SpinGlass#polish": (more) => glass().polish(state, { ...more }),
  "SpinGlass#criticalPoints": (more) => glass().criticalPoints({ seed: 1, ...more }),
  "SpinGlass#map": (more) => glass().map({ seed: 1, ...more }),
  "SpinGlass#census": (more) => glass().census({ replicas: 1, seed: 1, ...more }),
  "SpinGlass#searches": (more) => glass().searches({ replicas: 1, seed: 1, ...more }),
  "SpinGlass#minima": (more) => glass().minima({ replicas: 1, seed: 1, ...more }),
  "SpinGlass#saddles": (more) => glass().saddles({ replicas: 1, seed: 1, ...more }),
  "SpinGlass#connect": async (more) =>
    glass().connect(await glass().minima({ replicas: 1, seed: 1 }), { ...more }),
  "SpinGlass#links": (more) => glass().links(noPoints, { ...more }),
  "SpinGlass#langevin": (more) =>
    glass().langevin({ replicas: 1, seed: 1, temperature: 1, times: [0.1], ...more }),
  "SpinGlass#trajectories": (more) =>
    glass().trajectories({ replicas: 1, seed: 1, temperature: 1, times: [0.1], ...more }),
  "SpinGlass#metropolis": (more) => glass().metropolis({ ...quench, temperature: 1, burnIn: 1, ...more }),
  "Dataset.from": (more) => Dataset.from({ inputs: a, labels: [0, 1], ...more }),
  "Dataset.digits": (more) => Dataset.digits({ part: "test", samples: 2, ...more }),
  "Dataset.fromNpy": (more) =>
    Dataset.fromNpy({ inputs: new Uint8Array(0), labels: new Uint8Array(0) }, { ...more }),
  "Dataset.fromArrow": (more) => Dataset.fromArrow(new Uint8Array(0), { ...more }),
  "Dataset.mnist": (more) => Dataset.mnist("nowhere", { part: "test", ...more }),
  "Dataset#randomLabels": (more) => pairs().randomLabels({ seed: 1, ...more }),
  "Network.create": (more) => losscape.Network.create({ layers: [2, 2], seed: 1, ...more }),
  "Network.fromWeights": (more) =>
    losscape.Network.fromWeights({ layers: [1, 2], biases: false, weights: Float64Array.of(1, 2), ...more }),
  "Network#hessianMatrixAsync": (more) => network().hessianMatrixAsync(pairs(), { ...more }),
  "Network#gaussNewtonMatrixAsync": (more) => network().gaussNewtonMatrixAsync(pairs(), { ...more }),
  "Network#index": (more) => network().index(pairs(), { ...more }),
  "Network#train": (more) => network().train(pairs(), { epochs: 1, seed: 1, ...more }),
  trainings: (more) =>
    losscape.trainings({ layers: [2, 2], replicas: 1, seed: 1, train: pairs(), epochs: 1, ...more }),
  trainNetworks: (more) =>
    losscape.trainNetworks({ layers: [2, 2], replicas: 1, seed: 1, train: pairs(), epochs: 1, ...more }),
  "PathModel.create": (more) =>
    losscape.PathModel.create({ layers: [2, 2], data: pairs(), activity: "mean", rate: 1, ...more }),
  "theory.meanEnergy": (more) => theory.meanEnergy({ n: 5, p: 3, index: 0, ...more }),
  "theory.cugliandoloKurchan": (more) =>
    theory.cugliandoloKurchan({ p: 3, temperature: 1, times: [0.1], ...more }),
  "theory.equilibriumEnergy": (more) => theory.equilibriumEnergy({ p: 3, temperature: 2, ...more }),
  "theory.complexity": (more) => theory.complexity(3, -1.6, { ...more }),
  "theory.expectedCriticalPoints": (more) => theory.expectedCriticalPoints({ n: 5, p: 3, ...more }),
  "experiments.run, config": (more) => experiments.run("spin-glass-minima", { ...more }),
  "experiments.run": (more) => experiments.run("spin-glass-minima", {}, { ...more }),
};

/** No arguments, where there have to be some. */
const none = [] as unknown as [never];

const pairs = () => Dataset.from({ inputs: Float64Array.of(2, 1, 1, 2), labels: [0, 1] });
const network = () => losscape.Network.create({ layers: [2, 2], seed: 1 });

/** What takes none; of these, more arguments than are declared change nothing. */
const withoutOptions = new Set([
  "backend",
  "disconnectivityFigure",
  "ImplicitMatrix#free",
  "SymmetricMatrix#toArray",
  "SymmetricMatrix#free",
  "SpinGlass#energy",
  "SpinGlass#energyPerSpin",
  "SpinGlass#energies",
  "SpinGlass#gradient",
  "SpinGlass#gradients",
  "SpinGlass#evaluate",
  "SpinGlass#hessian",
  "SpinGlass#sphereGradient",
  "SpinGlass#sphereHessian",
  "SpinGlass#spectrum",
  "SpinGlass#free",
  "SpectralDensity#quadrature",
  "theory.groundState",
  "theory.layerEnergy",
  "theory.sphereHessianDensity",
  "theory.threshold",
  "Dataset#take",
  "Dataset#free",
  "theory.algorithmicThreshold",
  "theory.marchenkoPasturCdf",
  "theory.marchenkoPasturDensity",
  "theory.semicircleDensity",
  "theory.spacingRatioDensity",
  "theory.tracyWidomCdf",
  "theory.tracyWidomDensity",
  "theory.tracyWidomQuantile",
  "PathModel#weightsOf",
  "PathModel#outputs",
  "PathModel#value",
  "PathModel#gradient",
  "PathModel#evaluate",
  "PathModel#hessian",
  "PathModel#reduction",
  "Network#outputs",
  "Network#loss",
  "Network#accuracy",
  "Network#evaluate",
  "Network#teach",
  "Network#gradient",
  "Network#hessian",
  "Network#gaussNewton",
  "Network#hessianMatrix",
  "Network#gaussNewtonMatrix",
  "Network#hessianProduct",
  "Network#gaussNewtonProduct",
  "Network#hessianOperator",
  "Network#gaussNewtonOperator",
  "Network#spectrum",
  "Network#free",
]);

/** How one part of the library makes an object of another: no documented name. */
const internal = new Set(["Dataset.adopt", "ImplicitMatrix.adopt", "SymmetricMatrix.adopt"]);

/** Every public function, static function and method, by its name; errors are thrown, not called. */
function publicNames(): string[] {
  return Object.entries(losscape).flatMap(([name, value]) => {
    if (name.endsWith("Error")) return [];
    if (typeof value !== "function")
      return Object.entries(value).flatMap(([member, of]) =>
        typeof of === "function" ? [`${name}.${member}`] : [],
      );
    if (!/^[A-Z]/.test(name)) return [name];
    const functionsOf = (object: object) =>
      Object.entries(Object.getOwnPropertyDescriptors(object)).flatMap(([member, of]) =>
        typeof of.value === "function" && member !== "constructor" ? [member] : [],
      );
    return [
      ...functionsOf(value).map((member) => `${name}.${member}`),
      ...functionsOf((value as { prototype: object }).prototype).map((member) => `${name}#${member}`),
    ];
  });
}

beforeAll(startCore);

test("every public function is called here, or takes no options", () => {
  const called = new Set(Object.keys(calls).map((name) => name.split(",")[0]));
  expect(
    publicNames().filter((name) => !called.has(name) && !withoutOptions.has(name) && !internal.has(name)),
  ).toEqual([]);
});

describe("an option that does not exist is refused by its name", () => {
  test.each(Object.entries(calls))("%s", async (name, call) => {
    const failed = await attempt(() => call({ unknown: 1 }));
    expect(failed).toBeInstanceOf(losscape.InvalidInputError);
    expect(failed).toMatchObject({ argument: expect.stringMatching(/(^|\.)unknown$/), value: 1 });
    expect((failed as Error).message, name).toMatch(/unknown: no such (option|key); the (option|key)s are /);
  });
});

describe("what a call is watched and cancelled by is refused where it is of a wrong type", () => {
  const watched = Object.entries(calls).filter(
    ([name]) => /Async$|#descen|#train$|^train/.test(name) || name === "experiments.run",
  );
  test.each(watched)("%s", async (_, call) => {
    for (const [option, value, expected] of [
      ["signal", {}, "an AbortSignal"],
      ["signal", 3, "an AbortSignal"],
      ["onProgress", 3, "a function"],
    ] as const)
      expect(await attempt(() => call({ [option]: value }))).toMatchObject({
        argument: option,
        value,
        expected,
      });
  });
});

describe("what experiments.run tells its caller by is refused likewise", () => {
  test.each([
    ["onStart", 3],
    ["onMessage", 3],
    ["out", 5],
    ["workers", "two"],
    ["signal", null],
  ])("%s: %j", async (option, value) => {
    expect(await attempt(() => calls["experiments.run"]?.({ [option]: value }))).toMatchObject({
      code: "invalid-input",
      argument: option,
      value,
    });
  });
});

describe("an array whose buffer was transferred away is refused by the argument's name", () => {
  const detached = () => {
    const array = Float64Array.of(2, 1, 1, 2);
    structuredClone(array.buffer, { transfer: [array.buffer] });
    return array;
  };
  test.each<[string, string, (array: Float64Array) => unknown]>([
    ["eigvalsh", "a", (array) => eigvalsh(array)],
    ["eigvalshAsync", "a", (array) => losscape.eigvalshAsync(array)],
    ["eigvalshBatch", "matrices", (array) => losscape.eigvalshBatch(array, { n: 2 })],
    ["eigh", "a", (array) => eigh(array)],
    ["inertia", "a", (array) => inertia(array)],
    ["SymmetricMatrix.from", "a", (array) => SymmetricMatrix.from(array)],
    ["spectralDensity, grid", "grid", (array) => spectralDensity(chain, { n: 20, grid: array })],
    ["SpinGlass#energy", "state", (array) => glass().energy(array)],
    ["SpinGlass#gradient", "state", (array) => glass().gradient(array)],
    ["SpinGlass#evaluate", "states", (array) => glass().evaluate(array)],
    ["SpinGlass#spectrum", "state", (array) => glass().spectrum(array)],
    ["SpinGlass.fromTensor", "tensor", (array) => SpinGlass.fromTensor(5, 3, array)],
    ["Network#hessianProduct", "v", (array) => network().hessianProduct(pairs(), array)],
    [
      "Network.fromWeights",
      "weights",
      (array) => losscape.Network.fromWeights({ layers: [1, 2], biases: false, weights: array }),
    ],
    ["Dataset.from", "inputs", (array) => Dataset.from({ inputs: array, labels: [0, 1] })],
    ["lanczos, product", "operator(v)", () => lanczos(() => detached(), { n: 4, count: 1 })],
  ])("%s", async (_, argument, call) => {
    expect(await attempt(() => call(detached()))).toMatchObject({ code: "invalid-input", argument });
  });
});

test("a function that is none is refused by the density's quadrature", () => {
  expect(() => spectralDensity(chain, { n: 20 }).quadrature(3 as never)).toThrow(
    "f: got 3, expected a function",
  );
});

async function attempt(work: () => unknown): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    return error;
  }
}

describe("a call without what it needs is refused by the name of that", () => {
  const needing: Readonly<Record<string, [argument: string, call: () => unknown]>> = {
    eigvalsh: ["a", () => eigvalsh(...none)],
    inertia: ["a", () => inertia(...none)],
    eigvalshBatch: ["options", () => losscape.eigvalshBatch(a, none[0] as never)],
    lanczos: ["options", () => lanczos(chain, none[0] as never)],
    "SpinGlass.sample": ["options", () => SpinGlass.sample(...none)],
    "SpinGlass#descend": ["options", () => glass().descend(...none)],
    "SpinGlass#links": ["points", () => glass().links(...none)],
    "SpinGlass#links, columns": ["points.energy", () => glass().links({ ...noPoints, energy: [] } as never)],
    "SpinGlass#connect": ["minima", () => glass().connect(...none)],
    "Dataset.from": ["options", () => Dataset.from(...none)],
    "Dataset.from, inputs": ["inputs", () => Dataset.from({ labels: [0] } as never)],
    "Dataset.digits": ["options", () => Dataset.digits(...none)],
    "Dataset.fromNpy": ["source", () => Dataset.fromNpy(...none)],
    "Dataset.fromArrow": ["bytes", () => Dataset.fromArrow(...none)],
    "Dataset.mnist": ["options", () => Dataset.mnist("nowhere", none[0] as never)],
    "Dataset.mnist, source": ["source", () => Dataset.mnist(undefined as never, { part: "test" })],
    "Network.create": ["options", () => losscape.Network.create(...none)],
    "Network.fromWeights": ["options", () => losscape.Network.fromWeights(...none)],
    "Network.fromWeights, weights": [
      "weights",
      () => losscape.Network.fromWeights({ layers: [1, 2] } as never),
    ],
    "Network#loss": ["data", () => network().loss(...none)],
    "Network#outputs": ["data", () => network().outputs({} as never)],
    "Network#hessianMatrixAsync": ["data", () => network().hessianMatrixAsync(...none)],
    "Network#hessianOperator": ["data", () => network().hessianOperator(...none)],
    "Network#train": ["options", () => network().train(pairs(), none[0] as never)],
    "Network#train, data": ["data", () => network().train({} as never, { epochs: 1, seed: 1 })],
    trainNetworks: ["options", () => losscape.trainNetworks(...none)],
    "trainNetworks, train": [
      "train",
      () => losscape.trainNetworks({ layers: [2, 2], replicas: 1, seed: 1, epochs: 1 } as never),
    ],
    "PathModel.create": ["options", () => losscape.PathModel.create(...none)],
    "PathModel.create, data": ["data", () => losscape.PathModel.create({ layers: [2, 2] } as never)],
    disconnectivityFigure: [
      "points",
      () => losscape.disconnectivityFigure(none[0] as never, none[0] as never),
    ],
    "experiments.run": ["experiment", () => experiments.run(...none)],
    "theory.meanEnergy": ["options", () => theory.meanEnergy(...none)],
    "theory.threshold": ["p", () => theory.threshold(...none)],
  };
  test.each(Object.entries(needing))("%s", async (_, [argument, call]) => {
    expect(await attempt(call)).toMatchObject({ code: "invalid-input", argument });
  });
});
