import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AbortedError, InvalidInputError } from "../../ts/base/errors.js";
import { experiments } from "../../ts/runs/api.js";
import { provideHost } from "../../ts/runs/host.js";
import { folderStore } from "../../ts/runs/node/folder.js";
import { losscape } from "../support/cli.js";
import { startCore } from "../support/core.js";

const SMALL = { sizes: [5], disorders: 3, replicas: 2 };

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "losscape-api-"));
  provideHost({ engine: "test", cores: 1, memory: 2e9, openFolder: folderStore });
  await startCore();
});
afterAll(() => rm(root, { recursive: true }));

test.each([
  [{ onStart: 3 }, "onStart: got 3, expected a function"],
  [{ onProgress: "x" }, 'onProgress: got "x", expected a function'],
  [{ onMessage: {} }, "onMessage: got {}, expected a function"],
  [{ signal: {} }, "signal: got {}, expected an AbortSignal"],
  [{ out: 5 }, "out: got 5, expected a path or a file: URL"],
  [{ out: "" }, 'out: got "", expected a path or a file: URL'],
  [{ out: new URL("https://localhost/run") }, "expected a path or a file: URL"],
  [{ workers: 0.5 }, "workers: got 0.5, expected a whole number from 0 to 1024"],
  [{ inputs: 3 }, "inputs: got 3, expected an object"],
  [{ inputs: { mnist: "x" } }, "inputs.mnist: no such data in spin-glass-minima"],
  [
    { worker: 1 },
    "worker: no such option (did you mean workers?); the options are out, workers, inputs, signal",
  ],
])("the option %j is refused by name, and nothing starts", async (options, message) => {
  const run = experiments.run("spin-glass-minima", SMALL, options as object);
  await expect(run).rejects.toBeInstanceOf(InvalidInputError);
  await expect(run).rejects.toThrow(message);
});

test("a folder is named by its path or its URL, and the command line reads what was left there", async () => {
  const out = join(root, "run");
  const { tables, sentences, made } = await experiments.run("spin-glass-minima", SMALL, { out });
  expect(made).toMatchObject({ engine: "test", shards: 3, reused: 0 });
  const again = await experiments.run("spin-glass-minima", SMALL, { out: pathToFileURL(out) });
  expect(again.made).toEqual(made);
  expect(again.tables.minima?.toArray()).toEqual(tables.minima?.toArray());
  expect(sentences).toEqual(again.sentences);
  expect(await losscape(["report", out])).toMatchObject({ code: 0, out: `${join(out, "report.html")}\n` });
  expect((await losscape(["status", out])).out).toContain("3 of 3 shards done");
});

test.each(["memory", "a folder"])(
  "a run in %s that is cancelled hands over its finished tables",
  async (where) => {
    const out = where === "memory" ? undefined : join(root, "cancelled");
    const abort = new AbortController();
    const onProgress = ({ done }: { done: number }) => {
      if (done >= 4) abort.abort("enough");
    };
    const options = { out, workers: 0, signal: abort.signal, onProgress };
    const error = await experiments.run("spin-glass-minima", SMALL, options).catch((error) => error);
    expect(error).toBeInstanceOf(AbortedError);
    expect(error.cause).toBe("enough");
    expect(error.partial.minima.numRows).toBe(4);
    expect(error.partial.spectra.numRows).toBe(4);
    const whole = await experiments.run("spin-glass-minima", SMALL);
    expect(error.partial.minima.toArray()).toEqual(whole.tables.minima?.slice(0, 4).toArray());
  },
);
