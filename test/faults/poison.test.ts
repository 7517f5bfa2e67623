import { expect, test } from "vitest";
import { PoisonedError } from "../../ts/base/errors.js";
import { eigvalsh } from "../../ts/eigen/index.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { type Core, call } from "../../ts/wasm/call.js";
import { counted, run, runInTurns } from "../../ts/wasm/job.js";
import { startCore } from "../support/core.js";

const lanczos = (core: Core, which: string) => {
  const numbers = {
    n: 9,
    count: 1,
    basis: 9,
    tolerance: 1e-9,
    symmetryTolerance: 1,
    maxProducts: 9,
    seed: 1n,
    census: false,
  };
  return core.Job.lanczos({ ...numbers, which: which as "both" });
};

const work = {
  what: "work",
  begin: (core: Core) => lanczos(core, "both"),
  flops: 1,
  progress: counted("pairs"),
  columns: {},
  read: () => undefined,
};

test("a panic poisons the instance: every later call throws the same error", async () => {
  await startCore();
  // No public call reaches this: the name is checked before it gets to the core.
  const step = () => call((core) => lanczos(core, "middle")).done > 0;
  let panic: unknown;
  try {
    run({ ...work, step });
  } catch (error) {
    panic = error;
  }
  expect(panic).toBeInstanceOf(PoisonedError);
  for (const call of [
    () => run(work),
    () => eigvalsh(Float64Array.of(1)),
    () => SpinGlass.sample({ n: 3, p: 3, seed: 1 }),
  ])
    expect(call).toThrow(panic as PoisonedError);
  await expect(runInTurns(work, {})).rejects.toBe(panic);
});
