import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, type TestContext, test } from "vitest";
import { load } from "../support/environments.js";
import { type SocketClass, visitInFirefox } from "../support/firefox.js";
import { chromium, firefox, need, tool } from "../support/optional.js";
import { visit } from "../support/page.js";
import { nodeDigests, withPrograms } from "../support/project.js";
import { serve } from "../support/server.js";

const { project } = inject("packed");
const dist = join(project, "node_modules", "losscape", "dist");

const page = (script: string) =>
  `<!doctype html><meta charset="utf-8"><title>losscape</title><link rel="icon" href="data:,"><script type="module" src="${script}"></script>\n`;

/** A page that nothing is said to: what bundlers find by themselves. */
const pageFiles = {
  "index.html": page("./page.js"),
  "options.js": 'export const options = { simd: "strict" };\n',
  "start-own-worker.js":
    'export const startOwnWorker = () => new Worker(new URL("./own-worker.js", import.meta.url), { type: "module" });\n',
};

async function expectNodesBytes(context: TestContext, url: string) {
  const { main, experiment } = await nodeDigests(project, 1);
  const { outcome } = await visit(need(context, chromium()), url);
  expect(outcome).toEqual({ main, worker: main, experiment });
}

interface Vite {
  build(options: object): Promise<unknown>;
  createServer(options: object): Promise<{
    listen(): Promise<unknown>;
    close(): Promise<void>;
    resolvedUrls: { local: string[] } | null;
  }>;
}

const viteOf = (context: TestContext, name: string): Promise<Vite> =>
  import(join(need(context, tool(name)), "dist/node/index.js"));

describe.each(["vite5", "vite6", "vite7", "vite8"])("%s", (name) => {
  test("builds a page that leaves Node's bytes, on its main thread and in workers", async (context) => {
    const { build } = await viteOf(context, name);
    const root = await withPrograms(project, `${name}-build`, pageFiles);
    // For the page's own worker, up to Vite 7: losscape's is one file.
    await build({ root, logLevel: "error", configFile: false, worker: { format: "es" } });
    await using served = await serve(join(root, "dist"));
    await expectNodesBytes(context, served.url);
  });

  test("builds a page without a worker of its own with nothing to configure", async (context) => {
    const { build } = await viteOf(context, name);
    const root = await withPrograms(project, `${name}-plain`, { "index.html": page("./plain-page.js") });
    await build({ root, logLevel: "error", configFile: false });
    await using served = await serve(join(root, "dist"));
    const { main, experiment } = await nodeDigests(project, 1);
    const { outcome } = await visit(need(context, chromium()), served.url);
    expect(outcome).toEqual({ main, experiment });
  });

  test("serves the same page in development", async (context) => {
    const { createServer } = await viteOf(context, name);
    const root = await withPrograms(project, `${name}-dev`, pageFiles);
    const server = await createServer({
      root,
      logLevel: "error",
      configFile: false,
      server: { port: 0, host: "127.0.0.1", fs: { allow: [project] } },
      optimizeDeps: { exclude: ["losscape"] },
      cacheDir: join(root, ".vite"),
    });
    try {
      await server.listen();
      await expectNodesBytes(context, server.resolvedUrls?.local[0] as string);
    } finally {
      await server.close();
    }
  });
});

test("Rollup bundles a page that leaves Node's bytes, with what docs/usage.md says to copy", async (context) => {
  const { rollup } = load<typeof import("rollup")>(context, "rollup");
  const { nodeResolve } = load<{ nodeResolve(options: object): import("rollup").Plugin }>(
    context,
    "@rollup/plugin-node-resolve",
  );
  const folder = await withPrograms(project, "rollup-page", {
    ...pageFiles,
    "start-own-worker.js":
      'export const startOwnWorker = () => new Worker(new URL("./own-worker.js", import.meta.url), { type: "module" });\n',
  });
  const input = ["page", "own-worker"].map((name) => join(folder, `${name}.js`));
  const bundle = await rollup({ input, plugins: [nodeResolve({ browser: true })] });
  const dir = join(folder, "dist");
  await bundle.write({ dir, format: "es", entryFileNames: "[name].js", chunkFileNames: "[name].js" });
  for (const file of ["strict.wasm", "worker.js"]) await cp(join(dist, file), join(dir, file));
  await cp(join(folder, "index.html"), join(dir, "index.html"));
  await using served = await serve(dir);
  await expectNodesBytes(context, served.url);
});

test.for(["none", "development", "production"])(
  "webpack bundles a page that leaves Node's bytes, by itself, in mode %s",
  async (mode, context) => {
    const webpack = load<(configuration: object, done: (error: unknown, stats: Stats) => void) => void>(
      context,
      "webpack",
    );
    const folder = await withPrograms(project, `webpack-page-${mode}`, pageFiles);
    const path = join(folder, "dist");
    await new Promise<void>((resolve, reject) => {
      const configuration = { mode, context: folder, entry: "./page.js" };
      webpack({ ...configuration, output: { path, filename: "page.js" } }, (error, stats) => {
        if (error !== null || stats.hasErrors()) reject(error ?? new Error(stats.toString("errors-only")));
        else resolve();
      });
    });
    await cp(join(folder, "index.html"), join(path, "index.html"));
    await using served = await serve(path);
    await expectNodesBytes(context, served.url);
  },
);

interface Stats {
  hasErrors(): boolean;
  toString(preset: string): string;
}

test("Firefox has Node's bytes too, on its main thread and in workers, of a page without a bundler", async (context) => {
  const executable = need(context, firefox());
  const WebSocket = load<SocketClass>(context, "ws");
  const folder = await withPrograms(project, "firefox", pageFiles);
  await writeFile(
    join(folder, "index.html"),
    page("./page.js").replace(
      "<script",
      `<script type="importmap">${JSON.stringify({ imports })}</script><script`,
    ),
  );
  // Import maps do not reach into workers: that of the page itself is bundled.
  const esbuild = load<typeof import("esbuild")>(context, "esbuild");
  const entryPoints = [join(folder, "own-worker.js")];
  await esbuild.build({ entryPoints, outdir: folder, bundle: true, format: "esm", allowOverwrite: true });
  await cp(join(dist, "strict.wasm"), join(folder, "strict.wasm"));
  await using served = await serve(project);
  const { main, experiment } = await nodeDigests(project, 1);
  const outcome = await visitInFirefox(executable, WebSocket, `${served.url}firefox/index.html`);
  expect(outcome).toEqual({ main, worker: main, experiment });
});

/** As docs/usage.md has them. */
const imports = {
  losscape: "/node_modules/losscape/dist/browser.js",
  "apache-arrow": "/node_modules/apache-arrow/Arrow.dom.mjs",
  flatbuffers: "/node_modules/flatbuffers/mjs/flatbuffers.js",
  "json-with-bigint": "/node_modules/json-with-bigint/json-with-bigint.js",
  tslib: "/node_modules/tslib/tslib.es6.mjs",
};
