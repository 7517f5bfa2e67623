import { cp } from "node:fs/promises";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { build } from "vite";
import { describe, expect, inject, test } from "vitest";
import { chromium, need } from "../support/optional.js";
import { visit } from "../support/page.js";
import { type Digests, nodeDigests, withPrograms } from "../support/project.js";
import { serve } from "../support/server.js";
import { SIMD } from "../support/simd.js";

const { project } = inject("packed");

/** What docs/usage.md promises to be enough. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";

const html = (script: string) =>
  `<!doctype html><meta charset="utf-8"><title>losscape</title><script type="module" src="${script}"></script>\n`;

async function withVite(): Promise<string> {
  const root = await withPrograms(project, "vite", {
    "index.html": html("./page.js"),
    "options.js": `export const options = { simd: "${SIMD}" };\n`,
    "start-own-worker.js":
      'export const startOwnWorker = () => new Worker(new URL("./own-worker.js", import.meta.url), { type: "module" });\n',
  });
  await build({ root, logLevel: "error", configFile: false });
  return join(root, "dist");
}

async function withEsbuild(): Promise<string> {
  const folder = await withPrograms(project, "esbuild", {
    "index.html": html("./page.js"),
    "options.js": `export const options = { simd: "${SIMD}", source: "/core.wasm", worker: "/worker.js" };\n`,
    "start-own-worker.js":
      'export const startOwnWorker = () => new Worker("/own-worker.js", { type: "module" });\n',
    "worker.js": 'import "losscape/worker";\n',
  });
  const outdir = join(folder, "dist");
  const entryPoints = ["page.js", "own-worker.js", "worker.js"].map((name) => join(folder, name));
  await esbuild.build({
    entryPoints,
    bundle: true,
    format: "esm",
    splitting: true,
    outdir,
    logLevel: "error",
  });
  await cp(join(project, "node_modules", "losscape", "dist", `${SIMD}.wasm`), join(outdir, "core.wasm"));
  await cp(join(folder, "index.html"), join(outdir, "index.html"));
  return outdir;
}

describe.each([
  ["Vite", withVite],
  ["esbuild", withEsbuild],
])("a page bundled with %s, under a policy that allows WASM and no eval", (_, bundle) => {
  test("leaves Node's bytes on its main thread, in a worker and on losscape's workers", async (context) => {
    const executable = need(context, chromium());
    await using served = await serve(await bundle(), POLICY);
    const { outcome, workers } = await visit(executable, served.url);
    // Relaxed bits depend on the engine: there the page's own threads agree.
    const { main, experiment } = SIMD === "strict" ? await nodeDigests(project, 1) : (outcome as Digests);
    expect(outcome).toEqual({ main, worker: main, experiment });
    // One of the page's own, and two for each of the three experiments.
    expect(workers).toBe(7);
    expect(served.violations).toEqual([]);
  });
});
