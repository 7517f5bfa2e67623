import { expect, test } from "vitest";
import { PoisonedError } from "../../ts/base/errors.js";
import { eigvalsh } from "../../ts/eigen/index.js";
import { call } from "../../ts/wasm/call.js";
import { startCore } from "../support/core.js";

test("a stack that overflows in a call poisons the instance, as it may have cut the core short", async () => {
  await startCore();
  const deep = (): number => 1 + deep();
  expect(() => call(deep)).toThrow(PoisonedError);
  expect(() => eigvalsh(Float64Array.of(1))).toThrow(/call stack|recursion/);
});
