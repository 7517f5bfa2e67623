import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Experiment } from "../../ts/experiments/experiment.js";
import { runInMemory } from "../runs/squares.js";
import { startCore } from "../support/core.js";

const text = readFileSync(new URL("../../docs/develop/experiments.md", import.meta.url), "utf8");
const blocks = Array.from(text.matchAll(/^```typescript\n(.*?)^```$/gms), ([, code = ""]) => code);
const folder = fileURLToPath(new URL("../../build/documented-experiment/", import.meta.url));

beforeAll(startCore);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function blockWith(word: string): string {
  const found = blocks.filter((code) => code.includes(word));
  if (found.length !== 1) throw new Error(`${found.length} blocks with ${word}`);
  return found[0] as string;
}

/** What a block exports, from a file elsewhere with its imports pointing into ts/. */
async function load(word: string): Promise<Record<string, unknown>> {
  const from = new URL("../../ts/experiments/random-hessian/index.ts", import.meta.url);
  const code = blockWith(word).replaceAll(/"(\.\.\/[^"]+)"/g, (_, path) =>
    JSON.stringify(fileURLToPath(new URL(path.replace(/\.js$/, ".ts"), from))),
  );
  const file = `${folder}/${word.replaceAll(/\W/g, "")}.ts`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, code);
  return import(file);
}

test("the experiment that the documentation writes in one file runs like any other", async () => {
  const experiment = (await load("randomHessian = experiment(")).randomHessian as Experiment;
  const { folder } = await runInMemory(experiment, { config: { sizes: [5, 9] } });
  expect((await folder.tables()).spectra?.rows).toBe(2);
  const { numbers, figures } = await folder.answer();
  expect(numbers.map(({ at }) => at)).toEqual([{ n: 5 }, { n: 9 }]);
  const counts = figures[0]?.data.histogram?.count?.values as number[];
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4 + 8);
});

test("it takes about 25 lines, and imports nothing of tables, WASM or runs", () => {
  const lines = blockWith("randomHessian = experiment(").split("\n");
  const imports = lines.filter((line) => line.startsWith("import "));
  const code = lines.filter((line) => !/^(import |\s*\/\/|\s*$)/.test(line));
  expect(code.length).toBeLessThanOrEqual(27);
  expect(imports.some((line) => /"\.\.\/\.\.\/(tables|wasm|runs)\//.test(line))).toBe(false);
});
