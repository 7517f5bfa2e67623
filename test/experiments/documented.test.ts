import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Experiment } from "../../ts/experiments/experiment.js";
import { inProcess } from "../../ts/runs/executors/executor.js";
import { runExperiment } from "../../ts/runs/run.js";
import { memoryStore } from "../../ts/runs/store.js";
import { startCore } from "../support/core.js";

const source = new URL("../../ts/experiments/index.ts", import.meta.url);
const folder = fileURLToPath(new URL("../../build/documented-experiment/", import.meta.url));

beforeAll(startCore);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The longest block of docs/experiments.md, as a file elsewhere with its imports pointing into ts/. */
async function documented(): Promise<Experiment> {
  const text = readFileSync(new URL("../../docs/experiments.md", import.meta.url), "utf8");
  const blocks = Array.from(text.matchAll(/^```typescript\n(.*?)^```$/gms), ([, code = ""]) => code);
  const code = blocks.reduce((longest, block) => (block.length > longest.length ? block : longest));
  const imported = code.replaceAll(/"(\.\.\/[^"]+)"/g, (_, path) => {
    const target = new URL(path.replace(/\.js$/, ".ts"), new URL("random-hessian/index.ts", source));
    return JSON.stringify(fileURLToPath(target));
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/index.ts`, imported);
  return (await import(`${folder}/index.ts`)).randomHessian;
}

test("the experiment that the documentation writes in one file runs like any other", async () => {
  const experiment = await documented();
  const executor = inProcess(() => experiment, 2 ** 30);
  const build = { version: "0", wasm: "0", backend: "strict" } as const;
  const result = await runExperiment(
    experiment,
    { sizes: [5, 9] },
    { store: memoryStore(), executor, build },
  );
  expect(result.tables.spectra?.numRows).toBe(2);
  expect(result.numbers.map(({ at }) => at)).toEqual([{ n: 5 }, { n: 9 }]);
});
