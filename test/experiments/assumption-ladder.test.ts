import { beforeAll, describe, expect, test } from "vitest";
import { Dataset } from "../../ts/data/dataset.js";
import { config } from "../../ts/experiments/assumption-ladder/config.js";
import { descend } from "../../ts/experiments/assumption-ladder/descend.js";
import { changesOf, findingsOf } from "../../ts/experiments/assumption-ladder/findings.js";
import {
  drawOf,
  type Landscape,
  landscapeOf,
  network,
} from "../../ts/experiments/assumption-ladder/landscapes.js";
import { RUNGS, type Rung } from "../../ts/paths/tables.js";
import { experiments } from "../../ts/runs/api.js";
import type { RunResult } from "../../ts/runs/run.js";
import { dot, startCore } from "../support/core.js";

const CONFIG = {
  samples: 30,
  draws: 2,
  starts: 2,
  hidden: [3],
  steps: 20,
  pairs: 10,
  overlaps: [0.5, 0.9],
  seed: "3",
};

let found: RunResult;
beforeAll(async () => {
  await startCore();
  found = await experiments.run("assumption-ladder", CONFIG, { workers: 0 });
}, 120_000);
const rowsOf = (name: string) =>
  (found.tables as Record<string, { toArray(): { toJSON(): never }[] }>)[name]
    ?.toArray()
    .map((row) => row.toJSON()) ?? [];

function landscapeOn(rung: Rung): Landscape {
  const draw = drawOf(config.parse(CONFIG), Dataset.digits({ part: "train", samples: 60 }), 2, 3, 1);
  const own = network(draw);
  return rung === "network" ? own : landscapeOf(rung, { ...draw, weights: own.start(0) });
}

describe("assumption-ladder", () => {
  test("has every rung of every draw, depth by depth", () => {
    expect(rowsOf("rung_minima")).toHaveLength(2 * 7 * 2 * 2);
    expect(rowsOf("rung_ways")).toHaveLength(2 * 7 * 2 * 2 * 5);
    expect(rowsOf("rung_overlaps")).toHaveLength(2 * 7 * 2 * 2);
  });

  test("has the rows of a draw, whichever others are in the run", async () => {
    const one = { ...CONFIG, draws: 3, depths: [1] };
    const { tables } = await experiments.run("assumption-ladder", one, { workers: 0 });
    const others = (tables.rung_minima?.toArray() ?? [])
      .map((row) => row.toJSON())
      .filter(({ draw }) => draw < 2);
    expect(others).toEqual(
      (rowsOf("rung_minima") as { layers: number }[]).filter(({ layers }) => layers === 2),
    );
  });

  test("every rung's gradient is that of its loss", () => {
    for (const rung of RUNGS) {
      const landscape = landscapeOn(rung);
      const at = landscape.start(1);
      const gradient = landscape.gradient(at);
      const step = (t: number) => landscape.value(at.map((entry, i) => entry + t * (gradient[i] as number)));
      const size = dot(gradient, gradient);
      const h = 1e-6 / Math.sqrt(size);
      expect((step(h) - step(-h)) / (2 * h) / size, rung).toBeCloseTo(1, 5);
      landscape.free();
    }
  });

  test.each(RUNGS)("a descent of %s goes down, and on a sphere stays there", async (rung) => {
    const landscape = landscapeOn(rung);
    const places: Float64Array[] = [];
    const options = { steps: 40, stepLength: 0.05 };
    await descend(landscape, landscape.start(1), options, undefined, async (place) => {
      places.push(place);
    });
    const losses = places.map((place) => landscape.value(place));
    expect(losses).toHaveLength(5);
    for (const [place, loss] of losses.slice(1).entries()) expect(loss).toBeLessThan(losses[place] as number);
    if (landscape.isSphere)
      for (const place of places) expect(dot(place, place)).toBeCloseTo(landscape.parameters, 10);
    landscape.free();
  });

  test("frozen activations are the network's where they are frozen: loss, gradient and eigenvalues", async () => {
    const train = Dataset.digits({ part: "train", samples: 40 });
    const draw = drawOf(config.parse(CONFIG), train, 2, 2, 0);
    const own = network(draw);
    const weights = own.start(3);
    const frozen = landscapeOf("frozen", { ...draw, weights });
    expect(frozen.value(weights)).toBeCloseTo(own.value(weights), 12);
    const watched = { signal: undefined };
    const [mine, theirs] = [
      await frozen.eigenvalues(weights, watched),
      await own.eigenvalues(weights, watched),
    ];
    mine.forEach((value, i) => {
      expect(value).toBeCloseTo(theirs[i] as number, 11);
    });
  });

  test("no end is flat where samples outnumber weights, and scaled energies are those of a glass's size on every rung", () => {
    const ends = rowsOf("rung_minima") as { loss: number; energy: number; balance: number }[];
    for (const { energy, balance } of ends) {
      expect(balance).not.toBeNaN();
      expect(Math.abs(energy)).toBeLessThan(10);
    }
  });

  test("an end of loss 0 has no index, and the answer says so", async () => {
    const few = { ...CONFIG, samples: 10, features: 30, depths: [1], starts: 1, steps: 60, stepLength: 0.2 };
    const { tables, sentences, summary } = await experiments.run("assumption-ladder", few, { workers: 0 });
    const solved = (tables.rung_minima?.toArray() ?? [])
      .map((row) => row.toJSON())
      .filter(({ loss, rung }) => loss === 0 && rung !== "glass");
    expect(solved.length).toBeGreaterThan(0);
    for (const { negative_share, zero_share } of solved)
      expect([negative_share, zero_share]).toEqual([null, null]);
    expect(sentences.join(" ")).toContain("The loss is 0, and there is no index");
    expect(JSON.stringify(summary)).toContain("the loss is 0");
    for (const { status } of solved) expect(status).toBe("solved");
  });

  describe("of networks that may be dead from their start", () => {
    const tiny = { ...CONFIG, hidden: [2], depths: [2], draws: 3, steps: 4, overlaps: [0.5], seed: "1" };
    type End = { rung: string; draw: number; start: number; status: string; energy: number | null };
    const endsOf = async (starts: number) => {
      const run = await experiments.run("assumption-ladder", { ...tiny, starts }, { workers: 0 });
      return { ...run, ends: run.tables.rung_minima?.toArray().map((row) => row.toJSON()) as End[] };
    };

    test("a draw without a path keeps every rung, is counted as dead, and has no energy or correlation up to the sphere", async () => {
      const { ends, tables, sentences, numbers } = await endsOf(1);
      const dead = ends.filter(({ energy }) => energy === null);
      const draws = new Set(dead.map(({ draw }) => draw));
      expect(draws.size).toBeGreaterThan(0);
      for (const draw of draws) {
        const own = ends.filter((end) => end.draw === draw);
        expect(own.map(({ rung }) => rung)).toEqual(RUNGS);
        expect(own.map(({ status }) => status)).toEqual([...new Array(6).fill("dead"), "completed"]);
        // Random weights of the network have paths, and the glass needs none.
        const without = own.filter(({ energy }) => energy === null).map(({ rung }) => rung);
        expect(without).toEqual(RUNGS.slice(1, -1));
      }
      const pairs = (tables.rung_overlaps?.toArray() ?? []).map((row) => row.toJSON());
      expect(pairs.filter(({ correlation }) => correlation === null)).toHaveLength(5 * draws.size);
      const shareOf = (rung: string) =>
        numbers.find(({ name, at }) => name === "dead_share" && at.rung === rung)?.value;
      expect(shareOf("spherical")).toBe(draws.size / 3);
      expect(shareOf("glass")).toBe(0);
      expect(sentences.join(" ")).toContain("A loss is left of which no path is active");
    });

    test("a draw goes on from the first of its descents that has a slope", async () => {
      const { ends } = await endsOf(3);
      const ofNetworks = ends.filter(({ rung }) => rung === "network");
      const saved = ofNetworks.filter(
        ({ draw, start, status }) =>
          start === 0 &&
          status === "dead" &&
          ofNetworks.some((other) => other.draw === draw && other.status === "completed"),
      );
      expect(saved.length).toBeGreaterThan(0);
      for (const { draw } of saved)
        expect(ends.filter((end) => end.draw === draw && end.energy === null)).toEqual([]);
    });
  });

  test("an abort is noticed within a shard", async () => {
    const stop = new AbortController();
    const long = { ...CONFIG, steps: 1_000_000, depths: [1], draws: 2 };
    setTimeout(() => stop.abort(), 50);
    await expect(
      experiments.run("assumption-ladder", long, { workers: 0, signal: stop.signal }),
    ).rejects.toMatchObject({ code: "aborted" });
  });

  test("compares each rung with the one before, and judges the claim", () => {
    const [, last] = findingsOf(rowsOf("rung_minima"), rowsOf("rung_ways"), rowsOf("rung_overlaps"));
    const changes = changesOf(last as NonNullable<typeof last>);
    expect(new Set(changes.map(({ to }) => to))).toEqual(new Set(RUNGS.slice(1)));
    for (const { value, low, high } of changes) expect(low <= value && value <= high).toBe(true);
    expect(found.claims.map(({ id, tests }) => [id, tests])).toEqual([["assumptions", changes.length]]);
    expect(found.figures.map(({ id }) => id)).toContain("energy-by-rung");
  });

  test("refuses more samples and more inputs than there are", async () => {
    const own = Dataset.digits({ part: "train", samples: 30 });
    const inputs = { own: { train: own, test: own } };
    await expect(
      experiments.run("assumption-ladder", { ...CONFIG, data: "own" }, { workers: 0, inputs }),
    ).rejects.toThrow("expected");
    await expect(
      experiments.run("assumption-ladder", { ...CONFIG, features: 101 }, { workers: 0 }),
    ).rejects.toThrow("features: got 101, expected at most the data's 100");
  });
});
