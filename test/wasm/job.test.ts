import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { eigvalsh } from "../../ts/eigen/index.js";
import { Job } from "../../ts/wasm/generated/losscape_wasm.js";
import { startCore } from "../support/core.js";

beforeAll(startCore);
afterEach(() => {
  vi.restoreAllMocks();
});

test("a call that waits takes its work in pieces, so that the first one does not end in unoptimised code", () => {
  const advance = vi.spyOn(Job.prototype, "advance");
  const n = 1000;
  eigvalsh(Float64Array.from({ length: n * n }, (_, at) => 1 / (1 + Math.floor(at / n) + (at % n))));
  expect(advance.mock.calls.length).toBeGreaterThan(2);
  expect(advance.mock.calls.every(([flops]) => Number.isFinite(flops))).toBe(true);
});
