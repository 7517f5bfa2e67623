import { beforeAll, describe, expect, test } from "vitest";
import { AbortedError } from "../../ts/base/errors.js";
import {
  eigh,
  eighAsync,
  eighBatch,
  eighBatchAsync,
  eigvalsh,
  eigvalshAsync,
  eigvalshBatch,
  eigvalshBatchAsync,
  inertia,
  inertiaAsync,
  inertiaBatch,
  inertiaBatchAsync,
  type Progress,
} from "../../ts/eigen/index.js";
import { call, fill } from "../../ts/wasm/call.js";
import { type ColumnTypes, take } from "../../ts/wasm/columns.js";
import type { EigenSettings } from "../../ts/wasm/generated/losscape_wasm.js";
import { startCore } from "../support/core.js";
import { random } from "../support/matrices.js";

beforeAll(startCore);

describe("a twin resolves to what its function returns, to the bit", () => {
  const n = 150;
  const a = random(n);
  test.each([
    ["all", {}],
    ["places", { range: { index: [3, 20] } }],
    ["values", { range: { value: [-1, 1] } }],
  ] as const)("eigvalsh and eigh: %s", async (_, options) => {
    expect(await eigvalshAsync(a, options)).toEqual(eigvalsh(a, options));
    expect(await eighAsync(a, options)).toEqual(eigh(a, options));
  });

  test("inertia", async () => {
    for (const options of [{}, { shift: 1 }, { shift: 1, tolerance: 0.5 }])
      expect(await inertiaAsync(a, options)).toEqual(inertia(a, options));
  });

  test("batches", async () => {
    const options = { n: 10 };
    const batch = a.subarray(0, 1500);
    expect(await eigvalshBatchAsync(batch, options)).toEqual(eigvalshBatch(batch, options));
    expect(await eighBatchAsync(batch, options)).toEqual(eighBatch(batch, options));
    expect(await inertiaBatchAsync(batch, options)).toEqual(inertiaBatch(batch, options));
  });
});

describe("no bit depends on the budget of a piece", () => {
  const values = { values: "float64" } as const;
  const pairs = { values: "float64", vectors: "float64" } as const;
  const counts = { negative: "uint32", zero: "uint32", positive: "uint32" } as const;
  const jobs: [string, Omit<EigenSettings, "n">, ColumnTypes][] = [
    ["eigenvalues", { task: "values" }, values],
    ["eigenvalues of a range", { task: "values", from: 2, to: 9 }, values],
    ["eigenpairs", { task: "pairs" }, pairs],
    ["eigenpairs of a range", { task: "pairs", low: -1, high: 1 }, pairs],
    ["inertia", { task: "inertia", shift: 0.5, tolerance: 0.25 }, counts],
  ];
  const orders = [10, 130, 300, 600];
  const cases = jobs.flatMap(([name, task, columns]) => orders.map((n) => ({ name, n, task, columns })));

  test.each(cases)("$name, n = $n", ({ n, task, columns }) => {
    const a = random(n);
    function run(budget: number): { result: unknown; pieces: number } {
      const job = call((core) => core.Job.eigen({ n, ...task }, fill(core, a)));
      let pieces = 1;
      let { done } = job;
      expect(done).toBe(0);
      while (!call(() => job.advance(budget))) {
        const before = done;
        done = job.done;
        expect(done).toBeGreaterThanOrEqual(before);
        expect(done).toBeLessThanOrEqual(1);
        pieces += 1;
      }
      expect([job.done, job.total]).toEqual([1, 1]);
      const result = take(job, columns);
      job.free();
      return { result, pieces };
    }
    const whole = run(Infinity);
    expect(whole.pieces).toBe(1);
    for (const budget of [1, 1e6, 3e7]) expect(run(budget).result).toEqual(whole.result);
    if (n === 600) expect(run(1).pieces).toBeGreaterThan(3);
  });
});

describe("progress", () => {
  test("goes from 0 to 1 and never back, and the event loop has its turns", async () => {
    const seen: number[] = [];
    let turns = 0;
    let running = true;
    const turn = () => {
      turns += 1;
      if (running) setImmediate(turn);
    };
    setImmediate(turn);
    const onProgress = ({ done, total, unit }: Progress) => {
      seen.push(done);
      expect([total, unit]).toEqual([1, "matrices"]);
    };
    await eigvalshAsync(random(1200), { onProgress });
    running = false;
    expect(seen[0]).toBe(0);
    expect(seen.at(-1)).toBe(1);
    expect(seen.length).toBeGreaterThan(5);
    expect(seen).toEqual([...seen].sort((x, y) => x - y));
    expect(turns).toBeGreaterThan(5);
  });

  test("that throws rejects the call with what it threw", async () => {
    const onProgress = () => {
      throw new Error("of the caller");
    };
    await expect(eigvalshAsync(random(5), { onProgress })).rejects.toThrow("of the caller");
  });
});

describe("a call that is cancelled", () => {
  test("before it began rejects, and of a single matrix leaves nothing", async () => {
    const signal = AbortSignal.abort();
    for (const solve of [eigvalshAsync, eighAsync, inertiaAsync]) {
      const error = await solve(random(10), { signal }).catch((caught) => caught);
      expect(error).toBeInstanceOf(AbortedError);
      expect(error.message).toBe(`${solve.name} was cancelled`);
      expect(error.partial).toBeUndefined();
      expect(error.cause).toBe(signal.reason);
    }
  });

  test("half-way rejects without finishing", async () => {
    const a = random(1000);
    for (const solve of [eigvalshAsync, eighAsync]) {
      const controller = new AbortController();
      const seen: number[] = [];
      const onProgress = ({ done }: { readonly done: number }) => {
        seen.push(done);
        if (done > 0) controller.abort();
      };
      await expect(solve(a, { signal: controller.signal, onProgress })).rejects.toThrow(AbortedError);
      expect(seen.at(-1)).toBeGreaterThan(0);
      expect(seen.at(-1)).toBeLessThan(1);
    }
  });

  test("leaves the matrices of a batch that were done", async () => {
    const n = 100;
    const count = 600;
    const batch = new Float64Array(count * n * n);
    for (let b = 0; b < count; b++) batch.set(random(n, b + 1), b * n * n);
    type Options = { readonly n: number };
    const cancelled = async <T>(run: (options: Options) => Promise<T>): Promise<T> => {
      const controller = new AbortController();
      const onProgress = ({ done }: { readonly done: number }) => done > 0 && controller.abort();
      const options = { n, signal: controller.signal, onProgress };
      const error: unknown = await run(options).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(AbortedError);
      return (error as AbortedError<T>).partial as T;
    };
    const values = await cancelled((options) => eigvalshBatchAsync(batch, options));
    const done = values.offsets.length - 1;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(count);
    expect(values).toEqual(eigvalshBatch(batch.subarray(0, done * n * n), { n }));

    const pairs = await cancelled((options) => eighBatchAsync(batch, options));
    expect(pairs).toEqual(eighBatch(batch.subarray(0, (pairs.offsets.length - 1) * n * n), { n }));
  });

  test("frees its memory, so that the next one runs", async () => {
    const a = random(300);
    for (let round = 0; round < 50; round++)
      await expect(eighAsync(a, { signal: AbortSignal.abort() })).rejects.toThrow(AbortedError);
    expect(await eigvalshAsync(a)).toEqual(eigvalsh(a));
  });
});

test("the matrix is copied when the call is made", async () => {
  const a = random(400);
  const expected = eigvalsh(a);
  const running = eigvalshAsync(a);
  a.fill(NaN);
  expect(await running).toEqual(expected);
});

test("two calls at once do not disturb each other", async () => {
  const [a, b] = [random(350, 1), random(350, 2)];
  const [values, pairs] = await Promise.all([eigvalshAsync(a), eighAsync(b)]);
  expect(values).toEqual(eigvalsh(a));
  expect(pairs).toEqual(eigh(b));
});

test.each([
  ["a signal that is none", { signal: 1 }, "signal: got 1, expected an AbortSignal"],
  ["null for a signal", { signal: null }, "signal: got null, expected an AbortSignal"],
  ["onProgress that is no function", { onProgress: 3 }, "onProgress: got 3, expected a function"],
  ["an unknown option", { onprogress: 3 }, "onprogress: no such option"],
  ["a bad range", { range: { index: [0, 9] } }, "range.index[1]: got 9"],
])("a bad option rejects, named: %s", async (_, options, message) => {
  await expect(eigvalshAsync(random(3), options as never)).rejects.toThrow(message);
  await expect(eighAsync(random(3), options as never)).rejects.toThrow(message);
});

test("a matrix that is not finite rejects", async () => {
  await expect(eigvalshAsync(Float64Array.of(NaN))).rejects.toThrow("a[0, 0]: got NaN");
});
