import { beforeAll, describe, expect, test } from "vitest";
import { config } from "../../ts/experiments/layers/config.js";
import { minimaAbove, sharesBelow } from "../../ts/experiments/layers/exact.js";
import { plan } from "../../ts/experiments/layers/plan.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { experiments } from "../../ts/runs/api.js";
import type { RunResult } from "../../ts/runs/run.js";
import { startCore } from "../support/core.js";

const CONFIG = {
  ...{ sizes: [12], disorders: 2, energies: [-1.2, -0.4], indices: [0, 1], searches: 2 },
  ...{ mappedSizes: [4, 6], mappedDisorders: 8, minimaSizes: [8], descents: 100, connected: 1, seed: "2" },
};

let found: RunResult;
beforeAll(async () => {
  await startCore();
  found = await experiments.run("layers", CONFIG, { workers: 0 });
});
const rowsOf = (table: string) => (found.tables[table]?.toArray() ?? []).map((row) => row.toJSON());
const numberOf = (name: string, at: object) =>
  found.numbers.find((number) => number.name === name && JSON.stringify(number.at) === JSON.stringify(at));

describe("layers", () => {
  test("leaves searches of each energy and of each index, maps and censuses, each of its own sizes", () => {
    const saddles = rowsOf("saddles");
    expect(saddles).toHaveLength(2 * 2 * (2 + 2));
    const led = saddles.filter(({ replica }) => replica >= 4);
    expect(led.map(({ target_index }) => target_index)).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
    expect(rowsOf("maps").map(({ n }) => n)).toEqual([...Array(8).fill(4), ...Array(8).fill(6)]);
    const censuses = rowsOf("censuses");
    expect(censuses.map(({ n, replicas }) => [n, replicas])).toEqual([
      [8, 100],
      [8, 100],
    ]);
    const minima = rowsOf("distinct_minima");
    expect(minima).toHaveLength(censuses.reduce((sum, { kinds }) => sum + kinds, 0));
  });

  test("connects the minima of the first census", async () => {
    const [graph, ...others] = rowsOf("graphs");
    expect(others).toEqual([]);
    expect(graph).toMatchObject({ n: 8, complete: "false", elsewhere: 0, unresolved: 0, components: 1 });
    const links = rowsOf("saddle_links");
    expect(links).toHaveLength(graph.joined);
    const minima = rowsOf("distinct_minima").filter(
      ({ disorder_seed }) => disorder_seed === graph.disorder_seed,
    );
    expect(graph.minima).toBe(minima.length);
    for (const { first, first_energy } of links) expect(minima[first].energy).toBe(first_energy);
  });

  test("a search is the one of its glass", async () => {
    const rows = rowsOf("saddles").filter(
      ({ disorder_seed }, _, [first]) => disorder_seed === first.disorder_seed,
    );
    const seed = rows[0].disorder_seed;
    using glass = SpinGlass.sample({ n: 12, p: 3, seed });
    const again = await glass.searches({ seed, replicas: 4, energies: [-1.2, -0.4], method: "index-guided" });
    expect(rows.slice(0, 4).map(({ energy }) => energy)).toEqual([...again.energy]);
  });

  test("means of maps are near the exact ones, and minima above an energy are counted by draw", () => {
    const { value, error } = numberOf("mapped_mean_energy", { n: 6, index: 0 }) ?? {};
    const exact = numberOf("exact_mean_energy", { n: 6, index: 0 })?.value as number;
    expect(Math.abs((value as number) - exact)).toBeLessThan(5 * (error as number));
    const minima = rowsOf("critical_points").filter(({ n, index }) => n === 6 && index === 0);
    const above = minima.filter(({ energy }) => energy > -1.632993 + 0.4).length;
    expect(numberOf("mapped_number_above", { n: 6, above: 0.4 })?.value).toBeCloseTo(above / 8, 12);
    expect(numberOf("mapped_share_above", { n: 6, above: 0.4 })?.value).toBeCloseTo(
      above / minima.length,
      12,
    );
  });

  test("draws the layers, the minima outside the band and the shares below the layers", () => {
    expect(found.figures.map(({ id }) => id)).toEqual([
      "index-against-energy",
      "mean-energy-by-index",
      "share-of-minima-above",
      "number-of-minima-above",
      "index-below-layers",
      "disconnectivity",
    ]);
    expect(found.sentences).toHaveLength(4);
  });

  test("the exact share below a layer rises, and minima above −E∞ + 0.4 are most at N = 8 or 9", () => {
    const [below] = [sharesBelow(3, 1)];
    expect(below[0]?.value).toBeCloseTo(3.3e-3, 4);
    expect(below.at(-1)?.value).toBeCloseTo(5.2e-3, 4);
    const [above] = minimaAbove(3, [0.4]);
    const peak = above?.numbers.reduce((most, each) => (each.value > most.value ? each : most));
    expect([8, 9]).toContain(peak?.n);
    expect(above?.shares.at(-1)?.value).toBeLessThan(1e-3);
  });

  test("plans by kind and size, and refuses maps of too many paths", () => {
    const ids = plan(config.parse(CONFIG)).map(({ id }) => id);
    expect(ids).toEqual(["saddles-n12", "maps-n4", "maps-n6", "minima-n8"]);
    expect(() => config.parse({ mappedSizes: [14] })).toThrow("mappedSizes[0]: got 14");
  });
});
