import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { code } from "../../ts/wasm/generated/code.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
let checkout: string;
let sources: string;
let codeHash: (sources: string) => Promise<string>;
beforeAll(async () => {
  checkout = mkdtempSync(join(tmpdir(), "losscape-code-"));
  for (const path of ["ts", "package.json", "tsconfig.json"])
    cpSync(join(root, path), join(checkout, path), { recursive: true });
  sources = join(checkout, "ts");
  ({ codeHash } = await import(join(root, "scripts/setup/code.mjs")));
});
afterAll(() => rmSync(checkout, { recursive: true }));

/** The hash while a file is changed. */
async function changed(file: string, change: (text: string) => string): Promise<string> {
  const path = join(sources, file);
  const text = readFileSync(path, "utf8");
  const to = change(text);
  expect(to).not.toBe(text);
  writeFileSync(path, to);
  const hash = await codeHash(sources);
  writeFileSync(path, text);
  return hash;
}

test("the constant that is compiled in is the hash of the sources, wherever they lie", async () => {
  expect(await codeHash(join(root, "ts"))).toBe(code);
  expect(await codeHash(sources)).toBe(code);
});

test.each([
  ["a comment", "experiments/spin-glass-minima/plan.ts", (text: string) => `// aside\n${text}`],
  [
    "the name of a local",
    "experiments/spin-glass-minima/run.ts",
    // `glass.descents(…)` is a method, and stays.
    (text: string) => text.replaceAll(/(?<![./\w])descents\b(?!\.js)/g, "found"),
  ],
  [
    "an answer",
    "experiments/spin-glass-minima/answer.ts",
    (text: string) => `${text}\nexport const more = Math.random();\n`,
  ],
  ["the command line", "cli/format.ts", (text: string) => text.replace('"  "', '" "')],
])("%s does not change it", async (_, file, change) => {
  expect(await changed(file, change)).toBe(code);
});

test.each([
  ["a plan", "experiments/descent-costs.ts", "9.6 * n ** 0.46", "9.7 * n ** 0.46"],
  [
    "a run",
    "experiments/spin-glass-minima/run.ts",
    "deriveSeed(config.seed, n, draw)",
    "deriveSeed(config.seed, draw, n)",
  ],
  [
    "which tables an experiment leaves",
    "experiments/spin-glass-minima/index.ts",
    "spectra: SPECTRA",
    "spectra: MINIMA",
  ],
  ["how seeds are drawn", "wasm/seeds.ts", "first, second", "second, first"],
  ["how tables are built", "tables/build.ts", '"unit", column.unit', '"units", column.unit'],
  ["how tables are merged", "tables/files.ts", "16_384", "8_192"],
])("%s changes it", async (_, file, from, to) => {
  expect(await changed(file, (text) => text.replace(from, to))).not.toBe(code);
});

test("an experiment in one file counts as a whole", async () => {
  const folder = join(sources, "experiments", "tiny");
  cpSync(join(sources, "claims"), folder, { recursive: true });
  writeFileSync(join(folder, "index.ts"), "export const answer = 1;\n");
  const before = await codeHash(sources);
  appendFileSync(join(folder, "index.ts"), "export const run = 2;\n");
  expect(await codeHash(sources)).not.toBe(before);
  rmSync(folder, { recursive: true });
});
