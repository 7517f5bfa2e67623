import { beforeAll, describe, expect, test } from "vitest";
import { AbortedError } from "../../ts/base/errors.js";
import type { MinimaEvidence } from "../../ts/glass/census.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import type { DistinctMinimaTable } from "../../ts/glass/tables.js";
import { dot, startCore } from "../support/core.js";

beforeAll(startCore);

const evidenceOf = (table: DistinctMinimaTable): MinimaEvidence =>
  JSON.parse(table.schema.metadata.get("losscape.evidence") as string);

const statesOf = (table: DistinctMinimaTable): number[][] =>
  Array.from(table, ({ state }) => [...state.toArray()] as number[]);

/** Whether each point of one list is one of the other, by signed overlap. */
const among = (points: readonly number[][], others: readonly number[][]) =>
  points.map((point) => others.filter((other) => dot(point, other) / point.length > 1 - 1e-9).length);

describe("a census of minima", () => {
  test("of p = 2 has the two ends of the lowest eigenvector, half the weight each", async () => {
    for (const n of [2, 5, 30]) {
      const glass = SpinGlass.sample({ n, p: 2, seed: 3 });
      const table = await glass.minima({ seed: 1, replicas: 64 });
      expect(table.numRows).toBe(2);
      const [first, second] = statesOf(table) as [number[], number[]];
      expect(dot(first, second) / n).toBeCloseTo(-1, 9);
      const [weight, other] = [...table.getChild("weight")] as [number, number];
      expect(weight + other).toBe(1);
      // Binomial, 64 descents: 4 standard errors.
      expect(Math.abs(weight - 0.5)).toBeLessThan(0.25);
      expect(evidenceOf(table)).toMatchObject({
        replicas: 64,
        unconverged: 0,
        unresolved: 0,
        coverage: 1,
        chao1: 2,
      });
    }
  });

  test.each([8, 10, 12])("of p = 3, N = %i finds every minimum, by any seed and method", async (n) => {
    for (const seed of [1, 2, 3]) {
      const glass = SpinGlass.sample({ n, p: 3, seed });
      const tables = [
        await glass.minima({ seed: 1, replicas: 1500 }),
        await glass.minima({ seed: 2, replicas: 1500, method: "gradient-descent", tolerance: 1e-7 }),
      ];
      const [one, other] = tables.map(statesOf) as [number[][], number[][]];
      expect(other.length).toBe(one.length);
      expect(among(one, other).every((found) => found === 1)).toBe(true);
      for (const table of tables) {
        const evidence = evidenceOf(table);
        expect(evidence.coverage).toBeGreaterThan(0.998);
        expect(evidence.kinds).toBe(table.numRows);
        expect(evidence.chao1 - evidence.kinds).toBeLessThanOrEqual(1 + 2 * evidence.chao1Error);
        const energies = [...table.getChild("energy")] as number[];
        expect(energies).toEqual([...energies].sort((a, b) => a - b));
        expect([...table.getChild("index")].every((index) => index === 0)).toBe(true);
      }
    }
  });

  test("of an even order has σ and −σ as two rows of one energy", async () => {
    const glass = SpinGlass.sample({ n: 6, p: 4, seed: 2 });
    const states = statesOf(await glass.minima({ seed: 1, replicas: 800 }));
    const mirrored = states.map((state) => state.map((spin) => -spin));
    expect(among(states, mirrored).every((found) => found === 1)).toBe(true);
  });

  test("counts every descent once, and is the same in any batch", async () => {
    const glass = SpinGlass.sample({ n: 25, p: 3, seed: 1 });
    const table = await glass.minima({ seed: 1, replicas: 200 });
    const hits = ([...table.getChild("hits")] as number[]).reduce((sum, count) => sum + count, 0);
    const evidence = evidenceOf(table);
    expect(hits).toBe(evidence.sample);
    expect(evidence.sample + evidence.unconverged + evidence.unresolved).toBe(200);
    expect(table.schema.metadata.get("losscape.experiment")).toBe("minima");
    const again = await glass.minima({ seed: 1, replicas: 200, batch: 7 });
    expect(statesOf(again)).toEqual(statesOf(table));
    expect(evidenceOf(again)).toEqual(evidence);
  });

  test("of couplings that are all 0 has no row: nothing there is a minimum of its own", async () => {
    const table = await SpinGlass.fromTensor(4, 3, new Float64Array(64)).minima({ seed: 1, replicas: 10 });
    expect(table.numRows).toBe(0);
    expect(evidenceOf(table)).toMatchObject({ replicas: 10, unconverged: 0, unresolved: 10, coverage: 0 });
  });

  test("that is cancelled rejects with the census of what was done", async () => {
    const controller = new AbortController();
    const onProgress = ({ done }: { done: number }) => done >= 20 && controller.abort();
    const call = SpinGlass.sample({ n: 40, p: 3, seed: 1 }).minima({
      ...{ replicas: 5000, seed: 1, batch: 4 },
      ...{ signal: controller.signal, onProgress },
    });
    const error = await call.catch((thrown) => thrown);
    expect(error).toBeInstanceOf(AbortedError);
    const { replicas } = evidenceOf(error.partial);
    expect(replicas).toBeGreaterThanOrEqual(20);
    expect(replicas).toBeLessThan(5000);
  });
});
