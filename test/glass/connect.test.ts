import { beforeAll, describe, expect, test } from "vitest";
import { AbortedError, InvalidInputError } from "../../ts/base/errors.js";
import { eigh } from "../../ts/eigen/index.js";
import { disconnectivityFigure } from "../../ts/experiments/disconnectivity.js";
import type { LinksEvidence } from "../../ts/glass/connect.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { SADDLE_LINKS, type SaddleLinksTable } from "../../ts/glass/tables.js";
import { readColumns } from "../../ts/tables/index.js";
import type { ColumnsOf } from "../../ts/tables/spec.js";
import { expectDrawable, valuesOf } from "../figures/marks.js";
import { dot, norm, startCore, toSphere } from "../support/core.js";

beforeAll(startCore);

const columns = (table: SaddleLinksTable) =>
  readColumns(SADDLE_LINKS, table) as unknown as ColumnsOf<typeof SADDLE_LINKS>;

const about = (table: SaddleLinksTable) => ({
  complete: table.schema.metadata.get("losscape.complete"),
  evidence: JSON.parse(table.schema.metadata.get("losscape.evidence") ?? "") as LinksEvidence,
});

const statesOf = (table: { [Symbol.iterator](): Iterator<{ state: { toArray(): Float64Array } }> }) =>
  Array.from({ [Symbol.iterator]: () => table[Symbol.iterator]() }, ({ state }) => state.toArray());

/** Where classical Runge–Kutta in steps of 0.01 leads from a state: it shares no code with the library's flow. */
function flow(glass: SpinGlass, start: Float64Array): Float64Array {
  const slope = (state: Float64Array, along?: Float64Array, step = 0) => {
    const at = toSphere(along ? state.map((spin, i) => spin - step * (along[i] as number)) : state);
    return glass.sphereGradient(at);
  };
  let state = toSphere(start);
  for (let steps = 0; steps < 20_000; steps++) {
    const a = slope(state);
    if (norm(a) < 1e-5 * Math.sqrt(glass.n)) return state;
    const [h, half] = [0.01, 0.005];
    const b = slope(state, a, half);
    const c = slope(state, b, half);
    const d = slope(state, c, h);
    state = toSphere(
      state.map(
        (spin, i) =>
          spin -
          (h / 6) * ((a[i] as number) + 2 * (b[i] as number) + 2 * (c[i] as number) + (d[i] as number)),
      ),
    );
  }
  throw new Error("the flow has not ended");
}

describe("links of a complete map", () => {
  test.each([
    [3, 3, 1],
    [5, 3, 2],
    [7, 3, 1],
    [3, 4, 1],
    [4, 4, 2],
  ])("at N = %i, p = %i (seed %i) lead where an independent flow does", async (n, p, seed) => {
    using glass = SpinGlass.sample({ n, p, seed });
    const points = await glass.criticalPoints({ seed: 1 });
    const table = await glass.connect(points);
    const { first, second, first_energy, second_energy, height, energy, status, state } = columns(table);
    expect(about(table)).toMatchObject({ complete: "true", evidence: { components: 1, reason: null } });
    expect(table.numRows).toBe([...points].filter(({ index }) => index === 1).length);
    const states = statesOf(points);
    const energies = [...points.getChild("energy")];
    for (let row = 0; row < table.numRows; row++) {
      expect(status[row]).toBe("joined");
      const saddle = state.values.slice(row * n, (row + 1) * n);
      const ends = [first[row] as number, second[row] as number];
      expect(ends.map((end) => energies[end])).toEqual([first_energy[row], second_energy[row]]);
      expect(first_energy[row]).toBeLessThanOrEqual(second_energy[row] as number);
      expect(height[row]).toBe((energy[row] as number) - (second_energy[row] as number));
      expect(height[row]).toBeGreaterThan(0);
      const sides = sidesOf(glass, saddle);
      const reached = sides.map((side) => {
        const end = flow(glass, side);
        return states.findIndex((other) => dot(other, end) / n > 1 - 1e-6);
      });
      expect(reached.sort((a, b) => a - b)).toEqual(ends.sort((a, b) => a - b));
    }
  });
});

describe("a graph", () => {
  test("of an even order is its own mirror image", async () => {
    using glass = SpinGlass.sample({ n: 5, p: 4, seed: 3 });
    const points = await glass.criticalPoints({ seed: 1 });
    const links = columns(await glass.connect(points));
    const states = statesOf(points);
    const mirror = states.map((state) => states.findIndex((other) => dot(state, other) / 5 < -1 + 1e-9));
    const named = (a: number, b: number) => [a, b].sort((x, y) => x - y).join();
    const edges = links.link.length;
    const all = Array.from({ length: edges }, (_, row) =>
      named(links.first[row] as number, links.second[row] as number),
    );
    const mirrored = Array.from({ length: edges }, (_, row) =>
      named(mirror[links.first[row] as number] as number, mirror[links.second[row] as number] as number),
    );
    expect(mirrored.sort()).toEqual(all.sort());
  });

  test("on the circle is a ring: every maximum joins the minima next to it", async () => {
    using glass = SpinGlass.sample({ n: 2, p: 5, seed: 4 });
    const points = await glass.criticalPoints({ seed: 1 });
    const table = await glass.connect(points);
    expect(about(table).complete).toBe("true");
    const { first, second } = columns(table);
    const ends = [...first, ...second].sort((a, b) => a - b);
    const minima = [...points].filter(({ index }) => index === 0).map(({ point }) => point);
    expect(ends).toEqual(minima.flatMap((minimum) => [minimum, minimum]));
  });

  test("of p = 2 joins the two ends of the lowest eigenvector over those of the second", async () => {
    using glass = SpinGlass.sample({ n: 6, p: 2, seed: 1 });
    const exact = columns(await glass.connect(await glass.criticalPoints({ seed: 1 })));
    expect([[...exact.first], [...exact.second]]).toEqual([
      [0, 0],
      [1, 1],
    ]);
    // They are opposite: no great circle is the one between them.
    const census = await glass.minima({ seed: 1, replicas: 20 });
    const found = columns(await glass.connect(census));
    expect(found.status.every((status) => status === "joined")).toBe(true);
    expect(found.energy[0]).toBeCloseTo(exact.energy[0] as number, 12);
  });

  test("from a census is a part of the exact one", async () => {
    using glass = SpinGlass.sample({ n: 8, p: 3, seed: 2 });
    const exact = columns(await glass.connect(await glass.criticalPoints({ seed: 1 })));
    const census = await glass.minima({ seed: 1, replicas: 300 });
    const table = await glass.connect(census, { neighbours: 4 });
    const { complete, evidence } = about(table);
    expect(complete).toBe("false");
    expect(evidence).toMatchObject({ minima: census.numRows, components: 1, unresolved: 0 });
    const found = columns(table);
    expect(found.link.length).toBeGreaterThanOrEqual(census.numRows - 1);
    for (const [row, energy] of found.energy.entries()) {
      const same = [...exact.energy.keys()].filter(
        (at) => Math.abs((exact.energy[at] as number) - energy) < 1e-11,
      );
      expect(same.length).toBe(1);
      const at = same[0] as number;
      expect(found.first_energy[row]).toBeCloseTo(exact.first_energy[at] as number, 11);
      expect(found.second_energy[row]).toBeCloseTo(exact.second_energy[at] as number, 11);
    }
  });

  test("without one of its minima says that flows end elsewhere, and at which energy", async () => {
    using glass = SpinGlass.sample({ n: 7, p: 3, seed: 1 });
    const all = await glass.criticalPoints({ seed: 1 });
    const whole = columns(await glass.connect(all));
    const table = await glass.connect(all.slice(1) as typeof all);
    const { complete, evidence } = about(table);
    const links = columns(table);
    const lost = [...whole.link.keys()].filter((row) => [whole.first[row], whole.second[row]].includes(0));
    expect(lost.length).toBeGreaterThan(0);
    expect(complete).toBe("false");
    expect(evidence).toMatchObject({ further: 1, elsewhere: lost.length, unresolved: 0 });
    expect(evidence.reason).toContain("minima that the map has not");
    for (const row of lost) {
      expect(links.status[row]).toBe("elsewhere");
      expect([links.first[row], links.second[row]]).toContain(all.numRows);
      expect(links.first_energy[row]).toBeCloseTo(whole.first_energy[row] as number, 13);
    }
  });
});

describe("connect", () => {
  test("draws the graph with the energies of theory marked", async () => {
    using glass = SpinGlass.sample({ n: 7, p: 3, seed: 1 });
    const points = await glass.criticalPoints({ seed: 1 });
    const links = await glass.connect(points);
    const figure = disconnectivityFigure(points, links);
    expectDrawable(figure);
    const minima = [...points].filter(({ index }) => index === 0);
    const energies = minima.map(({ energy }) => energy);
    expect(valuesOf(figure, "minima", "energy").sort((a, b) => a - b)).toEqual(energies);
    expect(figure.data.bounds?.name?.values).toEqual(["−E₀", "−E∞"]);
    expect(figure.caption).toContain("exact");
  });

  test("gives the bytes of its plain twin, and counts saddles", async () => {
    using glass = SpinGlass.sample({ n: 6, p: 3, seed: 5 });
    const points = await glass.criticalPoints({ seed: 1 });
    const seen: number[] = [];
    const links = columns(await glass.connect(points, { onProgress: ({ done }) => seen.push(done) }));
    expect(seen.at(-1)).toBe(links.link.length);
    const read = (name: "point" | "energy" | "index") => points.getChild(name).toArray() as never;
    const plain = await glass.links({
      ...{ point: read("point"), energy: read("energy"), index: read("index"), complete: true },
      state: {
        offsets: Int32Array.from({ length: points.numRows + 1 }, (_, row) => 6 * row),
        values: Float64Array.from(statesOf(points).flatMap((state) => [...state])),
      },
    });
    for (const [name, values] of Object.entries(links)) expect(plain).toHaveProperty(name, values);
  });

  test("that is cancelled rejects with the table of what was done", async () => {
    using glass = SpinGlass.sample({ n: 30, p: 3, seed: 1 });
    const minima = await glass.minima({ seed: 1, replicas: 60 });
    const controller = new AbortController();
    const onProgress = ({ done }: { done: number }) => done >= 2 && controller.abort();
    const error = await glass
      .connect(minima, { signal: controller.signal, onProgress })
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(AbortedError);
    expect(error.partial.numRows).toBeGreaterThan(0);
    expect(about(error.partial).complete).toBe("false");
  });

  test("refuses points of another glass, neighbours of a map, and what is no table of points", async () => {
    using glass = SpinGlass.sample({ n: 5, p: 3, seed: 1 });
    using other = SpinGlass.sample({ n: 5, p: 3, seed: 2 });
    const points = await other.criticalPoints({ seed: 1 });
    const refused = async (call: Promise<unknown>, words: string) => {
      const error: Error = await call.then(
        () => new Error("it was taken"),
        (thrown) => thrown,
      );
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(error.message).toContain(words);
    };
    await refused(glass.connect(points), "minima.disorder_seed[0]: got 2n, expected 1, that of the glass");
    await refused(other.connect(points, { neighbours: 2 }), "neighbours: got 2, expected absent");
    await refused(glass.connect([] as never), "minima: got");
    const tensor = Float64Array.from({ length: 8 }, (_, i) => i);
    using one = SpinGlass.fromTensor(2, 3, tensor);
    using two = SpinGlass.fromTensor(2, 3, tensor.toReversed());
    await refused(two.connect(await one.criticalPoints({ seed: 1 })), "|P∇H|/√N of state[0]");
  });
});

/** Two states next to a saddle, along the lowest eigenvector of P∇²H P − (σ·∇H/N)P. */
function sidesOf(glass: SpinGlass, saddle: Float64Array): [Float64Array, Float64Array] {
  const n = glass.n;
  const radial = dot(saddle, glass.gradient(saddle)) / n;
  const hessian = glass.hessian(saddle);
  const image = saddle.map((_, i) => dot(hessian.subarray(i * n, (i + 1) * n), saddle) / n);
  const along = dot(image, saddle) / n;
  const tangent = hessian.map((entry, place) => {
    const [i, j] = [Math.floor(place / n), place % n];
    const [s, t] = [saddle[i] as number, saddle[j] as number];
    // The state itself has the eigenvalue 1e3.
    const outer = (s * t) / n;
    const projected = entry - s * (image[j] as number) - t * (image[i] as number) + along * s * t;
    return projected - radial * ((i === j ? 1 : 0) - outer) + 1e3 * outer;
  });
  const direction = eigh(tangent, { range: { index: [0, 1] } }).vectors;
  const side = (sign: number) =>
    toSphere(saddle.map((spin, i) => spin + sign * 1e-3 * Math.sqrt(n) * (direction[i] as number)));
  return [side(1), side(-1)];
}
