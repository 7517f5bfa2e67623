import { beforeAll, describe, expect, test } from "vitest";
import { config, drawsOf } from "../../ts/experiments/census/config.js";
import {
  comparisonOf,
  countedWindows,
  countsOf,
  EDGES,
  inAll,
  independentOf,
  mergedWindows,
} from "../../ts/experiments/census/counts.js";
import { exactSteps, layerMeansOf, layerSteps } from "../../ts/experiments/census/layers.js";
import { plan } from "../../ts/experiments/census/plan.js";
import { findingsOf } from "../../ts/experiments/census/sizes.js";
import { drawOf } from "../../ts/experiments/draws.js";
import { barriersOf } from "../../ts/experiments/graphs.js";
import { type DrawMap, MOST_PATHS, pathsOf } from "../../ts/experiments/maps.js";
import type { Figure } from "../../ts/figures/figure.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { experiments } from "../../ts/runs/api.js";
import type { RunResult } from "../../ts/runs/run.js";
import { groupBy } from "../../ts/statistics/groups.js";
import { expectedCriticalPoints } from "../../ts/theory/index.js";
import { expectDrawable, valuesOf } from "../figures/marks.js";
import { startCore } from "../support/core.js";

const CONFIG = { sizes: [3, 4, 5], paths: 1500, connected: 6, seed: "3" };

let found: RunResult;
beforeAll(async () => {
  await startCore();
  found = await experiments.run("census", CONFIG, { workers: 0 });
});
const rowsOf = (table: string) => (found.tables[table]?.toArray() ?? []).map((row) => row.toJSON());

/** A map by its points' indices and energies. */
const map = (n: number, points: readonly (readonly [index: number, energy: number])[]): DrawMap => ({
  ...{ n, disorder_seed: 1n, complete: true },
  indices: Int32Array.from(points, ([index]) => index),
  energies: Float64Array.from(points, ([, energy]) => energy),
});

describe("census", () => {
  test("maps as many draws of a size as its paths last, with a row a map that says that none is missing", () => {
    const maps = rowsOf("maps");
    for (const n of [3, 4, 5]) {
      const own = maps.filter((row) => row.n === n);
      expect(own).toHaveLength(drawsOf(config.parse(CONFIG), n));
      for (const { complete, paths, certified, failures, parity, morse_sum, reason } of own) {
        expect([complete, parity, reason, failures]).toEqual(["true", "true", "", 0]);
        expect([paths, certified]).toEqual([2 ** n - 1, 2 ** n - 1]);
        expect(morse_sum).toBe(2 * (n % 2));
      }
    }
    const points = maps.reduce((sum, { points }) => sum + points, 0);
    expect(rowsOf("critical_points")).toHaveLength(points);
  });

  test("has the points of the glass of each row", async () => {
    const rows = rowsOf("critical_points").filter(({ n }) => n === 5);
    const seed = rows[0].disorder_seed;
    using glass = SpinGlass.sample({ n: 5, p: 3, seed });
    const { energy, index } = await glass.map({ seed });
    const own = rows.filter(({ disorder_seed }) => disorder_seed === seed);
    expect(own.map((row) => [row.energy, row.index])).toEqual(
      [...energy].map((value, at) => [value, index[at]]),
    );
  });

  test("agrees with Kac and Rice: no z of any index is beyond 3.5", () => {
    const zs = found.numbers.filter(({ name }) => name === "z");
    expect(zs).toHaveLength(3 + 4 + 5);
    for (const { value } of zs) expect(Math.abs(value)).toBeLessThan(3.5);
    expect(found.figures.map(({ id }) => id)).toEqual([
      "energies-by-index",
      "counts-by-index",
      "counts-by-energy",
      "growth-of-minima",
      "disconnectivity",
    ]);
    expect(found.claims.map(({ id }) => id)).toEqual(["2-glass", "kac-rice"]);
  });

  test("connects the minima of the first draws of each size exactly, and draws the tree of the first of the largest", () => {
    const graphs = rowsOf("graphs");
    expect(graphs.map(({ n }) => n)).toEqual([3, 4, 5].flatMap((n) => Array(6).fill(n)));
    const links = rowsOf("saddle_links");
    const points = groupBy(rowsOf("critical_points"), (row) => drawOf(row as never));
    for (const { complete, components, reason, ...graph } of graphs) {
      expect([complete, components, reason]).toEqual(["true", 1, ""]);
      const own = points.get(drawOf(graph as never)) ?? [];
      expect(graph.minima).toBe(own.filter(({ index }) => index === 0).length);
      expect(graph.joined).toBe(own.filter(({ index }) => index === 1).length);
    }
    expect(links).toHaveLength(graphs.reduce((sum, { joined }) => sum + joined, 0));
    const tree = found.figures.find(({ id }) => id === "disconnectivity") as Figure;
    expectDrawable(tree);
    expect(tree.caption).toContain("the graph is exact");
    const first = points.get(drawOf(graphs.find(({ n }) => n === 5) as never)) ?? [];
    const minima = first.filter(({ index }) => index === 0).map(({ energy }) => energy);
    expect(valuesOf(tree, "minima", "energy").sort((a, b) => a - b)).toEqual(minima);
  });

  test("keeps a map that is not complete, and counts by the others", () => {
    const broken = { ...map(4, [[0, -1]]), complete: false };
    const whole = map(4, [[0, -1.2]]);
    const [size] = findingsOf([whole, broken, whole], 3);
    expect(size).toMatchObject({ n: 4, draws: 3, points: 2 });
    expect(size?.maps).toEqual([whole, whole]);
    expect(size?.totals[0]).toMatchObject({ found: 1, draws: 2 });
  });

  test("refuses sizes of too many paths, and paths for fewer than two draws", () => {
    expect(() => config.parse({ sizes: [14] })).toThrow(
      "sizes[0]: got 14, expected a whole number from 2 to 13 at p = 3: 10000 paths are tracked at most",
    );
    expect(() => config.parse({ sizes: [4, 10], paths: 2000 })).toThrow(
      "paths: got 2000, expected a whole number of at least 2046, two draws of N = 10",
    );
    expect(() => config.parse({ p: 2 })).toThrow("p: got 2");
  });

  test("plans as the core counts paths", async () => {
    for (const [n, p] of [
      [14, 3],
      [10, 4],
      [7, 6],
    ] as const) {
      using glass = SpinGlass.sample({ n, p, seed: 1 });
      await expect(glass.map({ seed: 1 })).rejects.toThrow(
        `it would take ${pathsOf(n, p)} paths, and ${MOST_PATHS} are tracked at most`,
      );
    }
    const cost = (paths: number) =>
      plan(config.parse({ paths, connected: 0 })).reduce((sum, shard) => sum + shard.cost, 0);
    expect(cost(80_000) / cost(40_000)).toBeCloseTo(2, 1);
  });
});

describe("windows of energy", () => {
  const maps = Array.from({ length: 200 }, () =>
    map(5, [
      [0, -1.31],
      [1, -0.9],
      [1, -0.4],
      [2, 0.1],
    ]),
  );
  const counts = countsOf(5, 3, maps);

  test("hold every point once, and their exact means add up to the index's", () => {
    expect(counts).toHaveLength(5);
    for (const of of counts) {
      const total = of.expected.reduce((sum, each) => sum + each, 0);
      expect(total).toBeCloseTo(expectedCriticalPoints({ n: 5, p: 3, index: of.index }), 9);
    }
    expect(counts.map((of) => inAll(of).found)).toEqual([1, 2, 1, 0, 0]);
    const at = EDGES.findIndex((edge) => edge >= -1.31);
    expect(counts[0]?.counts[at]?.[0]).toBe(1);
  });

  test("are merged until enough points are expected, and leave nothing out", () => {
    for (const of of counts) {
      const merged = mergedWindows(of, 20);
      expect(merged[0]?.from).toBe(-Infinity);
      expect(merged.at(-1)?.to).toBe(Infinity);
      for (const [at, window] of merged.entries()) {
        expect(window.expected * window.draws).toBeGreaterThanOrEqual(20);
        if (at > 0) expect(window.from).toBe(merged[at - 1]?.to);
      }
      const expected = merged.reduce((sum, window) => sum + window.expected, 0);
      expect(expected).toBeCloseTo(inAll(of).expected, 9);
    }
    // A rare index is one window of the claim.
    expect(countedWindows(counts).every(({ from, to }) => to === Infinity && from === -Infinity)).toBe(true);
  });

  test("of odd p are those of half the indices: the others are the same points turned round", () => {
    expect(independentOf(counts, 4)).toHaveLength(5);
    const half = independentOf(counts, 3);
    expect(half.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(inAll(half[2] as (typeof half)[number]).expected).toBeCloseTo(
      expectedCriticalPoints({ n: 5, p: 3, index: 2 }) / 2,
      9,
    );
  });

  test("of points that are all of one energy differ from the exact means", () => {
    const { windows, differing } = comparisonOf(independentOf(counts, 3));
    expect(differing.length).toBeGreaterThan(windows.length / 2);
  });
});

test("barriers are means over a draw's minima but the lowest, and then over draws that have two", () => {
  const graph = (n: number, heights: readonly number[], isExact = true) => ({
    ...{ n, isExact },
    branches: [0, ...heights].map((height, leaf) => ({
      ...{ leaf, birth: -1 },
      ...(leaf > 0 && { joins: { height: height - 1, leaf: 0 } }),
    })),
  });
  const [small, large] = barriersOf([
    graph(4, [0.1, 0.3]),
    graph(4, []),
    graph(4, [0.4], false),
    graph(6, []),
  ]);
  expect(small).toMatchObject({ n: 4, graphs: 3, exact: 2 });
  expect(small?.height.value).toBeCloseTo(0.3, 12);
  expect(large?.height.value).toBeNaN();
});

describe("layers", () => {
  test("of maps are means over all points, steps over the same draws", () => {
    const maps = [
      map(4, [
        [0, -1],
        [0, -2],
        [1, -0.5],
      ]),
      map(4, [
        [0, -1.5],
        [1, -0.25],
        [1, -0.75],
      ]),
    ];
    const [lowest, next] = layerMeansOf(4, 3, maps);
    expect([lowest?.found.value, next?.found.value]).toEqual([-1.5, -0.5]);
    expect(lowest?.exact).toBeLessThan(next?.exact as number);
    expect(layerSteps(4, maps)[0]).toMatchObject({ n: 4, index: 1, value: 1, freedom: 1 });
  });

  test("are in order exactly, at every size", () => {
    const steps = exactSteps(3);
    expect(new Set(steps.map(({ n }) => n))).toEqual(new Set([4, 6, 8, 10, 12, 16, 20, 24]));
    for (const { value } of steps) expect(value).toBeGreaterThan(0.1);
  });
});
