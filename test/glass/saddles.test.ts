import { beforeAll, describe, expect, test } from "vitest";
import { AbortedError, InvalidInputError } from "../../ts/base/errors.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { SEARCH_STATUSES, SEARCHES, SOUGHT } from "../../ts/glass/tables.js";
import { call } from "../../ts/wasm/call.js";
import { dot, norm, startCore } from "../support/core.js";

beforeAll(startCore);

const glass = (n = 12, p = 3) => SpinGlass.sample({ n, p, seed: 7 });

describe("searches for saddles", () => {
  test("leave the table `saddles`, whose converged rows are critical points of the index that they say", async () => {
    const sampled = glass(20);
    for (const method of SEARCHES) {
      const table = await sampled.saddles({ seed: 1, replicas: 12, energies: [-1.2, -0.6, 0], method });
      expect(table.numRows).toBe(12);
      expect(table.schema.metadata.get("losscape.experiment")).toBe("saddles");
      const converged = [...table].filter(({ status }) => status === "converged");
      expect(converged.length).toBeGreaterThanOrEqual(4);
      for (const row of converged) {
        const state = row.state.toArray();
        expect(norm(sampled.sphereGradient(state)) / Math.sqrt(20)).toBeLessThanOrEqual(1.01e-10);
        expect(sampled.index(state)).toBe(row.index);
        expect(sampled.energyPerSpin(state)).toBeCloseTo(row.energy, 12);
        if (method === "index-guided") expect(row.target_index).toBe(row.index);
      }
    }
  });

  test("of the least index asked for end at minima, which a census has too", async () => {
    const sampled = glass(8);
    const table = await sampled.saddles({
      ...{ seed: 3, replicas: 20, energies: [-1] },
      ...{ method: "index-guided" as const, indices: [0] },
    });
    const minima = [...(await sampled.minima({ seed: 1, replicas: 500 }))].map(({ state }) =>
      state.toArray(),
    );
    for (const row of [...table].filter(({ status }) => status === "converged")) {
      const overlaps = minima.map((state) => dot(state, row.state.toArray()) / 8);
      expect(overlaps.filter((overlap) => overlap > 1 - 1e-9).length).toBe(1);
    }
  });

  test("that end at one critical point share its number, and at different ones do not", async () => {
    const table = await glass(6).saddles({
      ...{ seed: 3, replicas: 30, energies: [-1, -0.3] },
      method: "index-guided",
    });
    const rows = [...table];
    const states = rows.map(({ state }) => state.toArray());
    const points = rows.map(({ point }) => point);
    expect(new Set(points).size).toBe(Math.max(...points) + 1);
    expect(new Set(points).size).toBeLessThan(30);
    for (const [a, one] of states.entries())
      for (const [b, other] of states.entries()) {
        const converged = rows[a]?.status === "converged" && rows[b]?.status === "converged";
        const same = a === b || (converged && dot(one, other) / 6 > 1 - 1e-9);
        expect(points[a] === points[b]).toBe(same);
      }
  });

  test("have the core's columns and words", () => {
    call((core) => {
      const job = core.Glass.sample(3, Uint32Array.of(3), Float64Array.of(1), "gaussian", "f64", 1n).saddles({
        ...{ seed: 1n, first: 0, replicas: 0, energies: Float64Array.of(0), indices: undefined },
        ...{ tolerance: 1e-10, maxIterations: 5 },
      });
      job.take();
      const layout = job.layout.split("\n").filter((line) => line.trim() !== "");
      const words: Record<string, readonly string[]> = { method: SEARCHES, status: SEARCH_STATUSES };
      expect(layout.map((line) => line.trim())).toEqual([
        ...SOUGHT.map(({ name, type }) => [name, type, ...(words[name] ?? [])].join(" ")),
        "states float64",
      ]);
      job.free();
    });
  });

  test("that are cancelled reject with the table of what was done", async () => {
    const controller = new AbortController();
    const onProgress = ({ done }: { done: number }) => done >= 1 && controller.abort();
    const error = await glass(40)
      .saddles({ seed: 1, replicas: 5000, signal: controller.signal, onProgress })
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(AbortedError);
    expect(error.partial.numRows).toBeGreaterThanOrEqual(1);
    expect(error.partial.numRows).toBeLessThan(5000);
  });

  test.each([
    ["indices of another method", { indices: [1] }, "indices: got"],
    ["an index that there is not", { method: "index-guided", indices: [0, 12] }, "indices[1]: got 12"],
    ["no energy", { energies: [] }, "energies: got"],
    ["an unknown method", { method: "newton" }, "method: got"],
  ])("refuse %s", async (_, options, words) => {
    const call = glass().saddles({ seed: 1, replicas: 1, ...options } as never);
    const error = await call.catch((thrown) => thrown);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(words);
  });
});
