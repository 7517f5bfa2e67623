import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { expect, inject, test } from "vitest";
import { output } from "../support/commands.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { project, files } = inject("packed");
const installed = join(project, "node_modules", "losscape");
const wasmFile = (build: string) => join(installed, "dist", `${build}.wasm`);

test("the package holds modules, types, the WASM files and its papers, and nothing else", () => {
  const papers = ["CHANGELOG.md", "CITATION.cff", "LICENSE", "README.md", "package.json"];
  const others = files.filter(
    (file) => !/^dist\/([\w-]+\.js|(strict|relaxed)\.wasm|types\/.+\.d\.ts)$/.test(file),
  );
  expect(others.sort()).toEqual(papers);
});

test("publint has nothing to say about the package", async () => {
  const { messages, pkg } = await publint({ pkgDir: installed, strict: true, pack: false });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

const disassembled = (build: string) =>
  output(
    process.execPath,
    [join(root, "node_modules", "binaryen", "bin", "wasm-dis"), "--all-features", wasmFile(build)],
    root,
  );

test("the strict module computes in simd128, with no relaxed and no fused instruction", async () => {
  const text = await disassembled("strict");
  expect(text).toMatch(/\bf64x2\.mul\b/);
  expect(text).not.toMatch(/relaxed/);
});

test("the relaxed module multiplies and adds in one instruction", async () => {
  expect(await disassembled("relaxed")).toMatch(/\bf64x2\.relaxed_madd\b/);
});

test("no file of the package names the folder it was built in", async () => {
  const folders = [root.replace(/\/$/, ""), homedir()];
  for (const file of files) {
    const content = await readFile(join(installed, file), "latin1");
    for (const folder of folders) expect(content.includes(folder), `${file} holds ${folder}`).toBe(false);
  }
});
