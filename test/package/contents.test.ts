import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { expect, inject, test } from "vitest";
import { output } from "../support/commands.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { project, files } = inject("packed");
const installed = join(project, "node_modules", "losscape");
const wasmFile = (build: string) => join(installed, "dist", `${build}.wasm`);

test("the package holds modules, types, the WASM files, its docs and its papers, and nothing else", () => {
  const papers = ["CHANGELOG.md", "CITATION.cff", "LICENSE", "README.md", "package.json"];
  const others = files.filter(
    (file) =>
      !/^dist\/([\w-]+\.m?js|(strict|relaxed)\.wasm|types\/.+\.d\.ts)$|^docs\/.+\.(md|svg)$/.test(file),
  );
  expect(others.sort()).toEqual([...papers, "dist/THIRD-PARTY-LICENSES.txt"].sort());
});

test("an installation brings Arrow and what it needs, and nothing that the report alone needs", async () => {
  const lock = JSON.parse(await readFile(join(project, "node_modules/.package-lock.json"), "utf8"));
  const names = Object.keys(lock.packages).map((path) => path.replace("node_modules/", ""));
  const ofArrow = ["@types/node", "apache-arrow", "flatbuffers", "json-with-bigint", "tslib", "undici-types"];
  expect(names.sort()).toEqual([...ofArrow, "losscape"].sort());
});

test("what a job queue needs is neither installed nor bundled, and its commands say how to install it", async () => {
  const about = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  const names = ["bullmq", "ioredis"];
  expect(Object.keys(about.peerDependencies)).toEqual(names);
  expect(about.peerDependenciesMeta).toEqual(
    Object.fromEntries(names.map((name) => [name, { optional: true }])),
  );
  const modules = await Promise.all(
    files.filter((file) => /\.m?js$/.test(file)).map((file) => readFile(join(installed, file), "utf8")),
  );
  for (const name of names) {
    const importing = (how: string) =>
      modules.filter((text) => new RegExp(`${how}["']${name}["']`).test(text));
    expect(importing("\\bimport\\(")).toHaveLength(1);
    expect(importing("\\b(from|import) ?")).toEqual([]);
  }
  const worker = [join(installed, "dist/cli.js"), "worker", "--redis", "redis://127.0.0.1:1"];
  await expect(output(process.execPath, worker, project)).rejects.toThrow(
    "losscape: the job queue needs packages that are not installed: npm install bullmq ioredis",
  );
});

test("what is bundled comes with its licences", async () => {
  const licences = await readFile(join(installed, "dist/THIRD-PARTY-LICENSES.txt"), "utf8");
  for (const name of ["@observablehq/plot", "apache-arrow", "d3-scale", "linkedom", "css-select"])
    expect(licences).toMatch(new RegExp(`^${name} [\\d.]+ \\(`, "m"));
});

test("without its addresses the package is not published: against `repository` a registry resolves the README's links", async () => {
  const about = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  const missing = ["repository", "homepage", "bugs"].filter((field) => about[field] === undefined);
  const checked = output(process.execPath, [join(root, "scripts/publication.mjs")], root);
  expect(about.scripts.prepublishOnly).toBe("node scripts/publication.mjs");
  if (missing.length === 0) await checked;
  else await expect(checked).rejects.toThrow(`package.json has no ${missing.join(", no ")}`);
});

test("links of its pages lead to what it holds or its repository has", async () => {
  const pages = files.filter((file) => file.endsWith(".md"));
  const broken: string[] = [];
  for (const page of pages) {
    const text = await readFile(join(installed, page), "utf8");
    for (const [, link = ""] of text.matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)) {
      const target = posix.normalize(posix.join(posix.dirname(page), link));
      // npm resolves what the package does not hold against `repository`.
      const isThere = target.startsWith("docs/") ? files.includes(target) : existsSync(join(root, target));
      if (!isThere) broken.push(`${page}: ${link}`);
    }
  }
  expect(broken).toEqual([]);
});

test("publint has nothing to say about the package", async () => {
  const { messages, pkg } = await publint({ pkgDir: installed, strict: true, pack: false });
  // `browser` stands beside `exports` for resolvers that know no `exports`, such as Parcel at its defaults.
  const others = messages.filter(({ code }) => code !== "USE_EXPORTS_OR_IMPORTS_BROWSER");
  expect(others.map((message) => formatMessage(message, pkg))).toEqual([]);
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
