import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { output } from "../support/commands.js";
import { load, program } from "../support/environments.js";
import { type Digests, nodeDigests, withPrograms } from "../support/project.js";

const { project } = inject("packed");
const dist = join(project, "node_modules", "losscape", "dist");

interface Stats {
  hasErrors(): boolean;
  toString(preset: string): string;
}

let expected: Digests;
beforeAll(async () => {
  expected = await nodeDigests(project, 1);
});

/** A folder outside the project: what runs there has what lies there and no packages. */
async function alone(name: string): Promise<string> {
  const folder = join(project, "..", name);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** What docs/usage.md says to copy beside a bundle for Node. */
async function copyBeside(folder: string) {
  for (const file of ["strict.wasm", "worker-node.mjs"]) await cp(join(dist, file), join(folder, file));
}

const runNode = async (folder: string, file: string, ...args: string[]) =>
  JSON.parse(await output(process.execPath, [file, ...args], folder));

describe("another runtime leaves Node's bytes, with a worker:", () => {
  test("Bun", async (context) => {
    const folder = await withPrograms(project, "bun");
    const out = await output(program(context, "bun"), ["node-digest.js", "strict", "1"], folder);
    expect(JSON.parse(out)).toEqual(expected);
  });

  test("Deno", async (context) => {
    const folder = await withPrograms(project, "deno");
    const permissions = ["--allow-read", "--allow-env", "--allow-sys", "--node-modules-dir=manual"];
    const args = ["run", ...permissions, "node-digest.js", "strict", "1"];
    expect(JSON.parse(await output(program(context, "deno"), args, folder))).toEqual(expected);
  });
});

describe("a bundle for Node, where there are no packages, leaves the bytes of the package:", () => {
  test("esbuild, ES modules", async (context) => {
    const esbuild = load<typeof import("esbuild")>(context, "esbuild");
    const folder = await withPrograms(project, "esbuild-node");
    const outdir = await alone("esbuild-node");
    const entryPoints = [join(folder, "node-answer.js")];
    const outExtension = { ".js": ".mjs" };
    await esbuild.build({ entryPoints, outdir, outExtension, bundle: true, platform: "node", format: "esm" });
    await copyBeside(outdir);
    expect(await runNode(outdir, "node-answer.mjs")).toEqual(expected);
  });

  test("esbuild, CommonJS, of `losscape/inline`", async (context) => {
    const esbuild = load<typeof import("esbuild")>(context, "esbuild");
    const folder = await withPrograms(project, "esbuild-cjs");
    const outfile = join(await alone("esbuild-cjs"), "bundle.cjs");
    const entryPoints = [join(folder, "inline-answer.js")];
    await esbuild.build({ entryPoints, outfile, bundle: true, platform: "node", format: "cjs" });
    expect(await runNode(join(outfile, ".."), "bundle.cjs")).toBe(expected.main);
  });

  test("esbuild, CommonJS, of `losscape`, says what to do", async (context) => {
    const esbuild = load<typeof import("esbuild")>(context, "esbuild");
    const folder = await withPrograms(project, "esbuild-cjs-plain");
    const outfile = join(await alone("esbuild-cjs"), "plain.cjs");
    await writeFile(
      join(folder, "plain.js"),
      'import { init } from "losscape"; init().catch(({ code, message }) => console.log(JSON.stringify([code, message])));',
    );
    const entryPoints = [join(folder, "plain.js")];
    const logOverride = { "empty-import-meta": "silent" } as const;
    await esbuild.build({ entryPoints, outfile, bundle: true, platform: "node", format: "cjs", logOverride });
    const [code, message] = await runNode(join(outfile, ".."), "plain.cjs");
    expect(code).toBe("load-failed");
    expect(message).toContain("import losscape/inline");
  });

  test("bun build", async (context) => {
    const folder = await withPrograms(project, "bun-build");
    const outdir = await alone("bun-build");
    const args = ["build", "node-answer.js", "--target=node", `--outdir=${outdir}`];
    await output(program(context, "bun"), args, folder);
    await writeFile(join(outdir, "package.json"), '{ "type": "module" }\n');
    await copyBeside(outdir);
    expect(await runNode(outdir, "node-answer.js")).toEqual(expected);
  });

  test("Rollup", async (context) => {
    const { rollup } = load<typeof import("rollup")>(context, "rollup");
    const { nodeResolve } = load<{ nodeResolve(options: object): import("rollup").Plugin }>(
      context,
      "@rollup/plugin-node-resolve",
    );
    const folder = await withPrograms(project, "rollup-node");
    const outdir = await alone("rollup-node");
    const plugins = [nodeResolve({ exportConditions: ["node"] })];
    const bundle = await rollup({ input: join(folder, "node-answer.js"), plugins, external: [/^node:/] });
    await bundle.write({
      dir: outdir,
      format: "es",
      entryFileNames: "[name].mjs",
      chunkFileNames: "[name].mjs",
    });
    await copyBeside(outdir);
    expect(await runNode(outdir, "node-answer.mjs")).toEqual(expected);
  });

  test("webpack", async (context) => {
    const webpack = load<(configuration: object, done: (error: unknown, stats: Stats) => void) => void>(
      context,
      "webpack",
    );
    const folder = await withPrograms(project, "webpack-node");
    const path = await alone("webpack-node");
    const entry = "./node-answer.js";
    await new Promise<void>((resolve, reject) => {
      const configuration = { mode: "none", target: "node", context: folder, entry };
      webpack({ ...configuration, output: { path, filename: "main.cjs" } }, (error, stats) => {
        if (error !== null || stats.hasErrors()) reject(error ?? new Error(stats.toString("errors-only")));
        else resolve();
      });
    });
    expect(await runNode(path, "main.cjs")).toEqual(expected);
  });
});
