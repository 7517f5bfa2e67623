import { readFile } from "node:fs/promises";
import { expect, test, vi } from "vitest";
import type { InitSource } from "../../ts/wasm/loader.js";

/** A loader that nobody has started. */
async function fresh() {
  vi.resetModules();
  return import("../../ts/wasm/loader.js");
}

const core = () => readFile(new URL("../../dist/strict.wasm", import.meta.url));

/** An empty module, which is valid. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

const failures: Readonly<Record<string, () => InitSource | Promise<InitSource>>> = {
  "a foreign module that needs nothing": () => EMPTY,
  "a foreign module, compiled": () => WebAssembly.compile(EMPTY),
  "a foreign module that imports": () =>
    // (import "a" "b" (func))
    Uint8Array.of(...EMPTY, 1, 4, 1, 0x60, 0, 0, 2, 7, 1, 1, 0x61, 1, 0x62, 0, 0),
  "half a file": async () => (await core()).subarray(0, 50_000),
  "no module at all": () => new TextEncoder().encode("<!doctype html>"),
  "an answer of 404": () => new Response("", { status: 404 }),
  "a network that fails": () => Promise.reject(new TypeError("fetch failed")),
};

test.each(Object.entries(failures))("after %s the next init works", async (_, source) => {
  const loader = await fresh();
  for (let attempt = 0; attempt < 2; attempt++) {
    await expect(loader.init({ source: source() })).rejects.toMatchObject({
      code: "load-failed",
    });
    expect(() => loader.backend()).toThrow();
  }
  await loader.init({ source: await core() });
  expect(loader.backend()).toBe("strict");
  expect(loader.core().deriveSeed(1n, 2, 3)).toBeTypeOf("bigint");
});

test("a failed init leaves no worker", async () => {
  const loader = await fresh();
  await expect(loader.init({ source: EMPTY, worker: "elsewhere.js" })).rejects.toThrow();
  await loader.init({ source: await core() });
  expect(loader.workerSource()).toBeUndefined();
});
