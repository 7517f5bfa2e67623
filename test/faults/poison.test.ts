import { expect, test } from "vitest";
import { PoisonedError } from "../../ts/base/errors.js";
import { eigvalsh } from "../../ts/eigen/index.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { call } from "../../ts/wasm/call.js";
import { startCore } from "../support/core.js";

test("a panic poisons the instance: it says what panicked, and every later call says so again", async () => {
  await startCore();
  const glass = call((core) => core.Glass.sample(3, 1n));
  // No public call reaches this: the method's code is checked before it gets to the core.
  const unknownMethod = 99;
  const panic = () => call(() => glass.descents(1n, 0, 1, 1, unknownMethod, 1e-8, 1));
  expect(panic).toThrow(PoisonedError);
  expect(panic).toThrow(/index out of bounds.* 99/s);
  expect(() => eigvalsh(Float64Array.of(1))).toThrow(PoisonedError);
  expect(() => SpinGlass.sample({ n: 3, p: 3, seed: 1 })).toThrow(PoisonedError);
});
