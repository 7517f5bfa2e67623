import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { chromium, need } from "../support/optional.js";
import { visit } from "../support/page.js";
import { nodeDigests, withPrograms } from "../support/project.js";
import { serve } from "../support/server.js";
import { needStrictBits, SIMD } from "../support/simd.js";

const { project } = inject("packed");

const imports = {
  losscape: "/node_modules/losscape/dist/browser.js",
  "apache-arrow": "/node_modules/apache-arrow/Arrow.dom.mjs",
  flatbuffers: "/node_modules/flatbuffers/mjs/flatbuffers.js",
  "json-with-bigint": "/node_modules/json-with-bigint/json-with-bigint.js",
  tslib: "/node_modules/tslib/tslib.es6.mjs",
};

/** A page without a bundler: the browser resolves packages by an import map. */
async function runInPage(executable: string, name: string, program: string): Promise<unknown> {
  await withPrograms(project, "unbundled");
  const script = `
    const run = async () => { ${program} };
    run().then((value) => { globalThis.outcome = { value }; }, (error) => { globalThis.outcome = { error: String(error) }; });`;
  const page = `<!doctype html><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,">
    <script type="importmap">${JSON.stringify({ imports })}</script><script type="module">${script}</script>`;
  await writeFile(join(project, "unbundled", `${name}.html`), page);
  await using served = await serve(project);
  const { outcome } = await visit(executable, `${served.url}unbundled/${name}.html`);
  return outcome;
}

test("a page without a bundler leaves Node's bytes", async (context) => {
  const program = `const { descentDigest } = await import("./digest.js"); return descentDigest({ simd: "${SIMD}" });`;
  const digest = await runInPage(need(context, chromium()), "descent", program);
  needStrictBits(context);
  expect(digest).toBe((await nodeDigests(project, 1)).main);
});

test("`init` twice, also at the same time, starts one instance", async (context) => {
  const program = `
    const { init, eigvalsh } = await import("losscape");
    await Promise.all([init(), init()]);
    await init();
    const fetches = performance.getEntriesByType("resource").filter((entry) => entry.name.endsWith(".wasm"));
    return [fetches.length, ...eigvalsh(Float64Array.of(2, 0, 0, 3))];`;
  expect(await runInPage(need(context, chromium()), "twice", program)).toEqual([1, 2, 3]);
});

test("`init` tries again after a failure", async (context) => {
  const program = `
    const { init, eigvalsh } = await import("losscape");
    const source = new Response("no module", { headers: { "content-type": "application/wasm" } });
    const failure = await init({ source }).catch((error) => error.code);
    await init();
    return [failure, ...eigvalsh(Float64Array.of(2, 0, 0, 3))];`;
  expect(await runInPage(need(context, chromium()), "retry", program)).toEqual(["load-failed", 2, 3]);
});

test("a call before `init` says what to call", async (context) => {
  const program = `
    const { eigvalsh } = await import("losscape");
    try { eigvalsh(Float64Array.of(1)); } catch (error) { return [error.code, error.message]; }`;
  expect(await runInPage(need(context, chromium()), "uninitialised", program)).toEqual([
    "not-initialised",
    expect.stringContaining("await init()"),
  ]);
});
