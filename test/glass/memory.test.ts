import { beforeAll, expect, test } from "vitest";
import { eigvalsh } from "../../ts/eigen/index.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { coreMemory } from "../../ts/wasm/loader.js";
import { startCore } from "../support/core.js";

beforeAll(startCore);

test("WASM memory stays flat over a thousand glasses descended and freed", async () => {
  const matrix = new Float64Array(900).fill(0.5);
  const broken = matrix.slice();
  broken[450] = Number.NaN;
  const round = async (seed: number) => {
    const glass = SpinGlass.sample({ n: 16, p: 3, seed });
    await glass.descents({ replicas: 3, seed });
    glass.index(Float64Array.from({ length: 16 }, () => 1));
    eigvalsh(matrix);
    expect(() => eigvalsh(broken)).toThrow("a[15, 0]");
    glass.free();
  };
  for (let seed = 0; seed < 50; seed++) await round(seed);
  const before = coreMemory().buffer.byteLength;
  for (let seed = 50; seed < 1050; seed++) await round(seed);
  expect(coreMemory().buffer.byteLength).toBe(before);
});
