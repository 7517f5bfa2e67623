import { expect, test } from "vitest";
import { DisposedError, PoisonedError } from "../../ts/base/errors.js";
import { call } from "../../ts/wasm/call.js";
import { Handle } from "../../ts/wasm/handle.js";
import { startCore } from "../support/core.js";

test("an object that a panic left borrowed is freed without a word: the panic's error is what is thrown", async () => {
  await startCore();
  const handle = new Handle(
    "SpinGlass",
    call((core) => core.Glass.sample(3, [3], [1], "gaussian", "f64", 1n)),
  );
  const settings = {
    ...{ seed: 1n, first: 0, replicas: 1, batch: 1 },
    ...{ tolerance: 1, maxIterations: 1, spectrum: true },
  };
  const descend = () => {
    try {
      // No public call names a method that there is not.
      call(() => handle.object.descents({ ...settings, method: "sideways" }));
    } finally {
      handle.free();
    }
  };
  expect(descend).toThrow(PoisonedError);
  expect(() => handle.free()).not.toThrow();
  expect(() => handle.object).toThrow(DisposedError);
});
