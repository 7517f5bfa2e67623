import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { AbortedError, InvalidInputError } from "../../ts/base/errors.js";
import type { Evidence } from "../../ts/glass/critical-points.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { CRITICAL_POINTS, type CriticalPointsTable } from "../../ts/glass/tables.js";
import { readColumns } from "../../ts/tables/index.js";
import type { ColumnsOf } from "../../ts/tables/spec.js";
import { expectedCriticalPoints } from "../../ts/theory/index.js";
import { startCore } from "../support/core.js";

beforeAll(startCore);

const columns = (table: CriticalPointsTable) =>
  readColumns(CRITICAL_POINTS, table) as ColumnsOf<typeof CRITICAL_POINTS>;

const about = (table: CriticalPointsTable) => ({
  complete: table.schema.metadata.get("losscape.complete"),
  evidence: JSON.parse(table.schema.metadata.get("losscape.evidence") ?? "") as Evidence,
});

interface Golden {
  readonly n: number;
  readonly p: number;
  readonly seed: number;
  /** Energy per spin, then the state; one of each pair σ, −σ. */
  readonly points: readonly (readonly number[])[];
}

const golden = JSON.parse(
  readFileSync(new URL("../golden/critical/points.json", import.meta.url), "utf8"),
) as Golden[];

describe("all critical points", () => {
  test("are those of an independent solver at 60 digits, one to one", async () => {
    expect(golden.length).toBeGreaterThanOrEqual(30);
    for (const { n, p, seed, points } of golden) {
      using glass = SpinGlass.sample({ n, p, seed });
      const table = await glass.criticalPoints({ seed: 5 });
      const which = `n = ${n}, p = ${p}, seed ${seed}`;
      expect(about(table).complete, which).toBe("true");
      const { state, energy } = columns(table);
      const left = new Set(energy.keys());
      const sign = p % 2 === 0 ? 1 : -1;
      for (const [value = 0, ...spins] of points)
        for (const s of [1, -1]) {
          const same = [...left].filter((row) =>
            spins.every((spin, i) => Math.abs((state.values[row * n + i] as number) - s * spin) < 1e-10),
          );
          expect(same.length, which).toBe(1);
          const row = same[0] as number;
          left.delete(row);
          expect(energy[row]).toBeCloseTo(s === 1 ? value : sign * value, 12);
        }
      expect(left.size, which).toBe(0);
    }
  });

  test("of every one of 308 instances are found, and alternate to Euler's characteristic of the sphere", async () => {
    const sizes = [
      ...[2, 3, 4, 5, 6, 7, 8].map((n) => ({ n, p: 3, classes: 2 ** n - 1 })),
      ...[2, 3, 4, 5].map((n) => ({ n, p: 4, classes: (3 ** n - 1) / 2 })),
    ];
    for (const { n, p, classes } of sizes)
      for (let seed = 1001; seed <= 1028; seed++) {
        using glass = SpinGlass.sample({ n, p, seed });
        const table = await glass.criticalPoints({ seed });
        const { complete, evidence } = about(table);
        const which = `n = ${n}, p = ${p}, seed ${seed}`;
        expect(complete, which).toBe("true");
        expect(evidence, which).toEqual({
          paths: classes,
          failures: 0,
          certified: classes,
          morseSum: n % 2 === 0 ? 0 : 2,
          parity: true,
          reason: null,
        });
        const indices = [...columns(table).index];
        const sum = indices.reduce((all, index) => all + (index % 2 === 0 ? 1 : -1), 0);
        expect(sum, which).toBe(evidence.morseSum);
        expect(indices.length, which).toBeLessThanOrEqual(2 * classes);
      }
  });

  test("leave the table `critical_points` in the order of energies, with what shows that none is missing", async () => {
    using glass = SpinGlass.sample({ n: 5, p: 3, seed: 1 });
    const table = await glass.criticalPoints({ seed: 2 });
    const { n, p, disorder_seed, point, energy, gradient_norm, index, lambda_min, lambda_max, state } =
      columns(table);
    const rows = table.numRows;
    expect(about(table)).toEqual({
      complete: "true",
      evidence: { paths: 31, failures: 0, certified: 31, morseSum: 2, parity: true, reason: null },
    });
    expect(table.schema.metadata.get("losscape.config")).toBe('{"disorder_seed":"1","n":5,"p":3,"seed":"2"}');
    expect([...point]).toEqual([...point.keys()]);
    expect([...energy]).toEqual([...energy].sort((a, b) => a - b));
    for (let row = 0; row < rows; row++) {
      expect([n[row], p[row], disorder_seed[row]]).toEqual([5, 3, 1n]);
      const spins = state.values.slice(5 * row, 5 * row + 5);
      expect(glass.energyPerSpin(spins)).toBe(energy[row]);
      expect(gradient_norm[row]).toBeLessThan(1e-13);
      const spectrum = glass.spectrum(spins);
      expect([spectrum[0], spectrum[3]]).toEqual([lambda_min[row], lambda_max[row]]);
      expect(glass.index(spins)).toBe(index[row]);
    }
  });

  test("are as many of each index as the Kac–Rice formula says in the mean", async () => {
    // The test size; by hand over thousands of draws, docs/science.md has the figures.
    for (const [n, p, draws] of [
      [3, 3, 400],
      [5, 3, 200],
      [3, 4, 200],
    ] as const) {
      const counts = Array.from({ length: n }, () => [] as number[]);
      for (let seed = 1; seed <= draws; seed++) {
        using glass = SpinGlass.sample({ n, p, seed });
        const table = await glass.criticalPoints({ seed });
        expect(about(table).complete).toBe("true");
        const { index } = columns(table);
        counts.forEach((all, k) => {
          all.push(index.filter((other) => other === k).length);
        });
      }
      counts.forEach((all, k) => {
        const mean = all.reduce((sum, count) => sum + count, 0) / draws;
        const variance = all.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (draws - 1);
        const z = (mean - expectedCriticalPoints({ n, p, index: k })) / Math.sqrt(variance / draws);
        expect(Math.abs(z), `n = ${n}, p = ${p}, index ${k}: z = ${z}`).toBeLessThan(3.5);
      });
    }
  });

  test("of mixtures come in pairs where all orders have one parity, and alone where they have not", async () => {
    const even = SpinGlass.sample({ n: 4, mixture: { 2: 0.6, 4: 0.8 }, seed: 1 });
    expect(about(await even.criticalPoints({ seed: 1 })).evidence).toMatchObject({
      paths: 40,
      certified: 40,
    });
    const both = SpinGlass.sample({ n: 4, mixture: { 2: 0.6, 3: 0.8 }, seed: 1 });
    const table = await both.criticalPoints({ seed: 1 });
    expect(about(table).evidence).toMatchObject({ paths: 30, certified: 30, morseSum: 0 });
    expect(new Set(columns(table).p)).toEqual(new Set([0]));
  });

  test("that are no isolated points are reported, and not listed as complete", async () => {
    const zero = await SpinGlass.fromTensor(3, 3, new Float64Array(27)).criticalPoints({ seed: 1 });
    expect(zero.numRows).toBe(0);
    expect(about(zero)).toMatchObject({ complete: "false", evidence: { certified: 0 } });
    const sphere = await SpinGlass.fromTensor(2, 2, [1, 0, 0, 1]).criticalPoints({ seed: 1 });
    expect(about(sphere).evidence.reason).toMatch(/^degenerate: /);
    const circle = await SpinGlass.fromTensor(3, 2, [1, 0, 0, 0, 1, 0, 0, 0, 2]).criticalPoints({ seed: 1 });
    expect(about(circle)).toMatchObject({ complete: "false" });
    expect(about(circle).evidence.reason).not.toBeNull();
  });

  test("are refused where the paths are too many, with their number and what fits", async () => {
    const many = (n: number, p: number) => SpinGlass.sample({ n, p, seed: 1 }).criticalPoints({ seed: 1 });
    await expect(many(14, 3)).rejects.toThrow(
      new InvalidInputError(
        "n",
        14,
        "a whole number from 2 to 13 at these orders: it would take 16383 paths, and 10000 are tracked at most",
      ),
    );
    await expect(many(7, 6)).rejects.toThrow(/^n: got 7, expected a whole number from 2 to 6 /);
    const glass = SpinGlass.sample({ n: 4, p: 3, seed: 1 });
    await expect(glass.criticalPoints({} as never)).rejects.toThrow(InvalidInputError);
    await expect(glass.criticalPoints({ seed: 1, replicas: 3 } as never)).rejects.toThrow("replicas");
  });

  test("say how far they are, and leave what was found when they are cancelled", async () => {
    using glass = SpinGlass.sample({ n: 9, p: 3, seed: 1 });
    const controller = new AbortController();
    const seen: number[] = [];
    const found = glass.criticalPoints({
      seed: 1,
      signal: controller.signal,
      onProgress({ done, total, unit }) {
        expect([total, unit]).toEqual([511, "paths"]);
        seen.push(done);
        if (done > 0) controller.abort();
      },
    });
    const error = await found.catch((error: unknown) => error);
    expect(error).toBeInstanceOf(AbortedError);
    const { partial } = error as AbortedError & { readonly partial: CriticalPointsTable };
    expect(about(partial)).toMatchObject({ complete: "false", evidence: { reason: "cancelled" } });
    expect(seen.at(-1)).toBeLessThan(511);
    expect(partial.numRows).toBeGreaterThan(0);
  });
});
