import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { Stream } from "../../ts/base/random.js";
import { combined } from "../../ts/base/vectors.js";
import { Dataset } from "../../ts/data/dataset.js";
import { deriveSeed } from "../../ts/experiments/experiment.js";
import { aligned } from "../../ts/experiments/landscape-slices/alignment.js";
import { CURVES, pointOf, sharesOf, trainedBend } from "../../ts/experiments/landscape-slices/curve.js";
import { deviates } from "../../ts/experiments/landscape-slices/deviates.js";
import { barrierOf, dropOf } from "../../ts/experiments/landscape-slices/lines.js";
import { LossSurface } from "../../ts/experiments/landscape-slices/loss-surface.js";
import { evenly, square } from "../../ts/experiments/landscape-slices/places.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { filterNormalised } from "../../ts/network/filters.js";
import { Network } from "../../ts/network/index.js";
import { experiments } from "../../ts/runs/api.js";
import type { RunResult } from "../../ts/runs/run.js";
import { dot, EPS, norm, startCore } from "../support/core.js";

const CONFIG = {
  ...{ trainSamples: 100, testSamples: 50, hidden: [2, 3], pairs: 2, epochs: 5, points: 7, bendSteps: 30 },
  ...{ sizes: [8, 12], disorders: 3, mapped: 1, seed: "5" },
};

let found: RunResult;
beforeAll(async () => {
  await startCore();
  found = await experiments.run("landscape-slices", CONFIG, { workers: 0 });
}, 120_000);

const rowsOf = (name: string, { tables }: Pick<RunResult, "tables"> = found) =>
  (tables[name]?.toArray() ?? []).map((row) => row.toJSON());
const architecture = (hidden: number) => ({ layers: [100, hidden, 10] });
const direction = (seed: bigint, count: number) => deviates(new Stream(seed, 0), count);

describe("landscape-slices", () => {
  test("looks along three slices and three paths of every pair, and takes the planes of the first", () => {
    expect(rowsOf("networks")).toHaveLength(2 * 2 * 2);
    expect(rowsOf("lines")).toHaveLength(2 * 2 * 6 * 7);
    expect(rowsOf("surfaces")).toHaveLength(2 * 3 * 7 * 7);
    expect(rowsOf("minima")).toHaveLength(2 * 3 * 2);
    expect(rowsOf("glass_surfaces")).toHaveLength(2 * 2 * 7 * 7);
    expect(new Set(rowsOf("surfaces").map(({ replica }) => replica))).toEqual(new Set([0]));
  });

  test("goes through the networks themselves: in the middle of slices, and at the ends of paths", () => {
    const lossOf = (hidden: number, replica: number) =>
      rowsOf("networks").find((row) => row.hidden === hidden && row.replica === replica).train_loss;
    for (const { hidden, replica, other, path, at, train_loss } of rowsOf("lines")) {
      if (other === -1 && at === 0) expect(train_loss).toBe(lossOf(hidden, replica));
      if (other !== -1 && at === 0) expect(train_loss).toBe(lossOf(hidden, replica));
      if (other === -1 || at !== 1) continue;
      // Permuted units are added up in another order.
      const exact = path === "aligned" ? 64 * EPS : 0;
      expect(Math.abs(train_loss - lossOf(hidden, other))).toBeLessThanOrEqual(exact * train_loss);
    }
  });

  test("has the curve of a pair on its plane, and the straight path on y = 0", () => {
    const of = (path: string) => rowsOf("lines").filter((row) => row.path === path);
    expect(of("straight").every(({ at, x, y }) => x === at && y === 0)).toBe(true);
    const ends = of("curve").filter(({ at }) => at === 0 || at === 1);
    expect(ends).toHaveLength(2 * 2 * 2);
    expect(ends.every(({ at, x, y }) => x === at && y === 0)).toBe(true);
    expect(of("curve").every(({ y }) => y >= 0)).toBe(true);
    const about = rowsOf("lines").filter(({ other }) => other === -1);
    expect(about.every(({ x, y }) => x === null && y === null)).toBe(true);
  });

  test("has the rows of a pair and of a draw, whichever others are in the run", async () => {
    const alone = await experiments.run(
      "landscape-slices",
      { ...CONFIG, hidden: [3], pairs: 1, sizes: [12], disorders: 1 },
      { workers: 0 },
    );
    const ofPair = ({ hidden, replica }: { hidden: number; replica: number }) => hidden === 3 && replica < 2;
    for (const table of ["networks", "lines", "surfaces"])
      expect(rowsOf(table, alone)).toEqual(rowsOf(table).filter(ofPair as never));
    const [{ disorder_seed: draw }] = rowsOf("minima", alone);
    for (const table of ["minima", "glass_lines", "glass_surfaces"])
      expect(rowsOf(table, alone)).toEqual(
        rowsOf(table).filter(({ disorder_seed }) => disorder_seed === draw),
      );
  });

  test("answers with barriers and their intervals, and with the minima of planes", () => {
    // A tree is drawn of a plane with several minima, and not of every one.
    const drawn = found.figures.map(({ id }) => id).filter((id) => id !== "merge-tree");
    expect(drawn).toEqual([
      ...["paths", "barriers", "map-connecting", "slices", "map-random", "map-eigenvectors"],
      ...["glass-slices", "glass-barriers", "glass-map-random", "glass-map-eigenvectors"],
    ]);
    const at = (name: string) =>
      found.numbers.find((number) => number.name === name && number.at.hidden === 3)?.value as number;
    for (const name of ["straight_barrier", "aligned_barrier", "curve_barrier"]) {
      expect(at(`${name}_low`)).toBeLessThanOrEqual(at(name));
      expect(at(`${name}_high`)).toBeGreaterThanOrEqual(at(name));
    }
    expect(at("barrier_gain")).toBeCloseTo(at("straight_barrier") - at("curve_barrier"), 12);
    expect(at("plane_minima")).toBeGreaterThanOrEqual(1);
    expect(found.sentences).toHaveLength(3);
  });

  test("says which networks diverged, and has neither slices of them nor paths to them", async () => {
    const wild = { ...CONFIG, hidden: [2], learningRate: 1e30, sizes: [8], disorders: 1 };
    const lost = await experiments.run("landscape-slices", wild, { workers: 0 });
    expect(rowsOf("networks", lost).map(({ status }) => status)).toEqual(new Array(4).fill("diverged"));
    expect(rowsOf("lines", lost)).toEqual([]);
    expect(lost.sentences[0]).toBe(
      "No pair of networks was trained. 4 networks diverged and have no slices.",
    );
  });

  test("refuses a grid without a middle", async () => {
    await expect(
      experiments.run("landscape-slices", { ...CONFIG, points: 8 }, { workers: 0 }),
    ).rejects.toThrow("points: got 8, expected an odd number");
  });
});

describe("slices of a loss", () => {
  test("of a quadratic are its parabolas: without a hidden layer the squared loss is one", async () => {
    const data = Dataset.digits({ part: "train", samples: 60 });
    const layers = [100, 10];
    const net = Network.create({ layers, loss: "squared", initial: "glorot", seed: 3 });
    const surface = new LossSurface({ layers, loss: "squared" }, data, undefined);
    const gradient = net.gradient(data);
    const spectrum = net.spectrum(data);
    const { lowest, highest } = await surface.extremes(net.weights);
    expect(highest?.value).toBeCloseTo(spectrum.at(-1) as number, 6);
    expect(lowest?.value).toBeCloseTo(spectrum[0] as number, 6);
    const v = highest?.vector as Float64Array;
    for (const t of evenly(5, -2, 2)) {
      const { loss } = await surface.evaluate(combined([1, net.weights], [t, v]));
      const parabola = net.loss(data) + t * dot(gradient, v) + (t * t * (highest?.value ?? 0)) / 2;
      expect(Math.abs(loss - parabola)).toBeLessThan(1e-6 * parabola);
    }
  });

  test("along a filter-normalised direction do not change when a ReLU layer is scaled and its outputs are scaled back", async () => {
    const data = Dataset.digits({ part: "train", samples: 40 });
    const surface = new LossSurface(architecture(3), data, undefined);
    const shape = { layers: [100, 3, 10], biases: true };
    const { weights } = Network.create({ ...architecture(3), seed: 7 });
    // The weights into the hidden units and their biases times 8, those out of them over 8: powers of two are exact.
    const scaled = weights.map((weight, place) =>
      place < 303 ? 8 * weight : place < 333 ? weight / 8 : weight,
    );
    const given = direction(1n, weights.length);
    const [plain, wide] = [weights, scaled].map((of) => filterNormalised(given, of, shape)) as [
      Float64Array,
      Float64Array,
    ];
    for (const [start, length] of [
      [0, 100],
      [200, 100],
      [303, 3],
      [330, 3],
    ] as const) {
      const filter = (of: Float64Array) => norm(of.subarray(start, start + length));
      expect(filter(plain)).toBeCloseTo(filter(weights), 12);
    }
    for (const [start, count] of [
      [300, 3],
      [333, 10],
    ] as const)
      expect(plain.subarray(start, start + count)).toEqual(new Float64Array(count));
    for (const t of [-1, 0.5, 2])
      expect(await surface.evaluate(combined([1, scaled], [t, wide]))).toEqual(
        await surface.evaluate(combined([1, weights], [t, plain])),
      );
  });

  test("deviates have mean 0, variance 1 and the fourth moment of a sum of twelve uniform ones", () => {
    const of = direction(2n, 40_000);
    const moment = (power: number) => of.reduce((sum, entry) => sum + entry ** power, 0) / of.length;
    expect(Math.abs(moment(1))).toBeLessThan(4 / 200);
    expect(Math.abs(moment(2) - 1)).toBeLessThan((4 * Math.sqrt(1.9)) / 200);
    expect(Math.abs(moment(4) - 2.9)).toBeLessThan((4 * Math.sqrt(80)) / 200);
  });

  test("places of a square have its middle among them, and rise along rows and from row to row", () => {
    const places = square(3, { x: 0, y: 1 }, 2);
    expect(places[4]).toEqual({ x: 0, y: 1 });
    expect(places.slice(0, 4).map(({ x }) => x)).toEqual([-2, 0, 2, -2]);
    expect(places.map(({ y }) => y)).toEqual([-1, -1, -1, 1, 1, 1, 3, 3, 3]);
  });
});

describe("paths", () => {
  const points = (value: (t: number) => number) => evenly(11, 0, 1).map((at) => ({ at, value: value(at) }));

  test("of t(1 − t) over any line have the barrier ¼, and one that lies below its line has none", () => {
    expect(barrierOf(points((t) => t * (1 - t)))).toBeCloseTo(0.25, 12);
    expect(barrierOf(points((t) => 3 - 7 * t + t * (1 - t)))).toBeCloseTo(0.25, 12);
    expect(barrierOf(points((t) => -t * (1 - t)))).toBe(0);
  });

  test("fall from their middle as far as their lowest place lies below it", () => {
    expect(dropOf(points((t) => (t - 0.5) ** 3))).toBeCloseTo(0.125, 12);
    expect(dropOf(points((t) => (t - 0.5) ** 2))).toBe(0);
  });

  test("begin at the first end, end at the second, and pass through the bend or near it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...CURVES), fc.double({ min: 0, max: 1, noNaN: true }), (curve, t) => {
        expect(sharesOf(curve, t).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14);
      }),
    );
    const [from, bend, to] = [
      [1, 2],
      [5, 5],
      [3, -1],
    ].map((point) => Float64Array.from(point)) as [Float64Array, Float64Array, Float64Array];
    for (const curve of CURVES) {
      expect(pointOf({ curve, from, bend, to }, 0)).toEqual(from);
      expect(pointOf({ curve, from, bend, to }, 1)).toEqual(to);
    }
    expect(pointOf({ curve: "polychain", from, bend, to }, 0.5)).toEqual(bend);
  });

  test("between two minima of a ring-shaped valley are bent around its hill, whose height is the straight barrier", async () => {
    // (x² + y² − 1)²: the valley is the unit circle, and half-way between (1, 0) and (0, 1) the loss is ¼.
    const lossAt = (w: Float64Array) => (dot(w, w) - 1) ** 2;
    const gradientAt = async (w: Float64Array) => w.map((entry) => 4 * (dot(w, w) - 1) * entry);
    const [from, to] = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
    const straight = barrierOf(points((t) => lossAt(combined([1 - t, from], [t, to]))));
    expect(straight).toBeCloseTo(0.25, 12);
    for (const curve of CURVES) {
      const training = { bendSteps: 400, bendRate: 0.02 };
      const bend = await trainedBend({ curve, from, to }, gradientAt, training, new Stream(1n, 0));
      // Of such curves the best rise by 0.006 (Bézier) and by 0.03 (two pieces).
      expect(barrierOf(points((t) => lossAt(pointOf({ curve, from, bend, to }, t))))).toBeLessThan(0.05);
      expect(bend[0]).toBeCloseTo(bend[1] as number, 1);
    }
  });

  test("to a network with permuted units, aligned, lead nowhere: it is the network itself", () => {
    const hidden = 6;
    const net = Network.create({ ...architecture(hidden), seed: 9 });
    const data = Dataset.digits({ part: "train", samples: 20 });
    const order = [3, 0, 5, 1, 4, 2];
    const weights = net.weights;
    const shuffled = weights.slice();
    for (const [unit, from] of order.entries()) {
      shuffled.set(weights.subarray(100 * from, 100 * from + 100), 100 * unit);
      shuffled[600 + unit] = weights[600 + from] as number;
      for (let k = 0; k < 10; k++) shuffled[606 + 6 * k + unit] = weights[606 + 6 * k + from] as number;
    }
    const same = Network.fromWeights({ ...architecture(hidden), weights: shuffled });
    expect(same.loss(data)).toBeCloseTo(net.loss(data), 12);
    expect(aligned(weights, shuffled, { layers: [100, hidden, 10], biases: true })).toEqual(weights);
  });
});

describe("slices of the glass", () => {
  test("have the energies of the sphere, and overlaps 1/√(1 + x²) with the minimum", async () => {
    const seed = deriveSeed("5", 12, 0);
    const glass = SpinGlass.sample({ n: 12, p: 3, seed });
    const { states } = await glass.descents({ replicas: 2, seed });
    const [first, second] = [states.slice(0, 12), states.slice(12)];
    const ofDraw = rowsOf("glass_lines").filter(({ disorder_seed }) => disorder_seed === seed);
    for (const { path, at, overlap, energy } of ofDraw) {
      if (path !== "straight") {
        expect(overlap).toBeCloseTo(1 / Math.sqrt(1 + at * at), 10);
        continue;
      }
      const chord = combined([1 - at, first], [at, second]);
      const state = chord.map((spin) => (spin * Math.sqrt(12)) / norm(chord));
      expect(energy).toBeCloseTo(glass.energyPerSpin(state), 12);
    }
  });

  test("curve by the extreme eigenvalues of the sphere Hessian along its eigenvectors", async () => {
    const near = { ...CONFIG, hidden: [2], pairs: 1, sizes: [12], disorders: 1, reach: 0.003 };
    const close = await experiments.run("landscape-slices", near, { workers: 0 });
    const [{ lambda_min, lambda_max }] = rowsOf("minima", close);
    for (const [path, eigenvalue] of [
      ["lowest", lambda_min],
      ["highest", lambda_max],
    ]) {
      const energies = rowsOf("glass_lines", close).filter((row) => row.path === path);
      const [low, middle, high] = [0, 3, 6].map((place) => energies[place].energy);
      // H/N = u + ½λθ² to fourth order, θ = atan 0.003; thirds cancel.
      expect((low + high - 2 * middle) / Math.atan(0.003) ** 2).toBeCloseTo(eigenvalue, 2);
    }
  });
});
