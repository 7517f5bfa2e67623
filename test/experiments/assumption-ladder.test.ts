import { beforeAll, describe, expect, test } from "vitest";
import { Dataset } from "../../ts/data/dataset.js";
import { config } from "../../ts/experiments/assumption-ladder/config.js";
import { changesOf, findingsOf } from "../../ts/experiments/assumption-ladder/findings.js";
import { drawOf, landscapeOf, network } from "../../ts/experiments/assumption-ladder/landscapes.js";
import { RUNGS } from "../../ts/paths/tables.js";
import { experiments } from "../../ts/runs/api.js";
import type { RunResult } from "../../ts/runs/run.js";
import { dot, startCore } from "../support/core.js";

const CONFIG = {
  samples: 20,
  draws: 2,
  starts: 2,
  hidden: [2],
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
    const train = Dataset.digits({ part: "train", samples: 40 });
    const draw = drawOf(config.parse(CONFIG), train, 2, 2, 1);
    const weights = network(draw).start(0);
    for (const rung of RUNGS) {
      const landscape = rung === "network" ? network(draw) : landscapeOf(rung, { ...draw, weights });
      const at = landscape.start(1);
      const gradient = landscape.gradient(at);
      const step = (t: number) => landscape.value(at.map((entry, i) => entry + t * (gradient[i] as number)));
      const size = dot(gradient, gradient);
      const h = 1e-6 / Math.sqrt(size);
      expect((step(h) - step(-h)) / (2 * h) / size, rung).toBeCloseTo(1, 5);
      landscape.free();
    }
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

  test("descends: every end lies lower than its start, and minima of the glass have no negative eigenvalue to speak of", () => {
    const ways = rowsOf("rung_ways") as {
      rung: string;
      checkpoint: number;
      energy: number;
      negative_share: number;
    }[];
    const of = (checkpoint: number) => ways.filter((row) => row.checkpoint === checkpoint);
    const [starts, ends] = [of(0), of(4)];
    ends.forEach(({ energy }, place) => {
      expect(energy).toBeLessThan((starts[place] as { energy: number }).energy);
    });
  });

  test("compares each rung with the one before, and judges the claim", () => {
    const [, last] = findingsOf(rowsOf("rung_minima"), rowsOf("rung_ways"), rowsOf("rung_overlaps"));
    const changes = changesOf(last as NonNullable<typeof last>);
    expect(new Set(changes.map(({ to }) => to))).toEqual(new Set(RUNGS.slice(1)));
    for (const { value, low, high } of changes) expect(low <= value && value <= high).toBe(true);
    expect(found.claims.map(({ id, tests }) => [id, tests])).toEqual([["assumptions", changes.length]]);
    expect(found.figures.map(({ id }) => id)).toContain("energy-by-rung");
  });

  test("refuses more samples than there are", async () => {
    const own = Dataset.digits({ part: "train", samples: 30 });
    const inputs = { own: { train: own, test: own } };
    await expect(
      experiments.run("assumption-ladder", { ...CONFIG, data: "own" }, { workers: 0, inputs }),
    ).rejects.toThrow("expected");
  });
});
