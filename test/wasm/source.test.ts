import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { moduleOf } from "../../ts/wasm/source.js";

const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const PAGE = "\n<!doctype html><title>not found</title>";
const ADDRESS = "https://example.org/assets/strict.wasm";

const failure = (source: Parameters<typeof moduleOf>[0], answer?: Response | BufferSource) =>
  moduleOf(source, { open: async () => answer as Response }).catch((error) => error);

test("a module, bytes and a response give a module, those of another realm too", async () => {
  const module = await WebAssembly.compile(EMPTY);
  const response = (type: string) => new Response(EMPTY, { headers: { "content-type": type } });
  const foreign = runInNewContext("Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)");
  const sources = [
    module,
    EMPTY,
    EMPTY.buffer,
    response("application/wasm"),
    response("text/plain"),
    foreign,
  ];
  for (const source of sources) expect(await moduleOf(source, {})).toBeInstanceOf(WebAssembly.Module);
});

test.each([
  ["what the server answered", new Response("", { status: 404 }), "the server answered 404"],
  [
    "that a page came",
    new Response(PAGE, { headers: { "content-type": "text/html" } }),
    "an HTML page came instead",
  ],
  ["that a file is a page", new TextEncoder().encode(PAGE), "an HTML page came instead"],
  ["what the engine says", Uint8Array.of(1, 2, 3, 4), "expected magic word"],
])("a failure names the URL, and says %s", async (_, answer, reason) => {
  for (const source of [ADDRESS, new URL(ADDRESS)]) {
    const error = await failure(source, answer instanceof Response ? answer.clone() : answer);
    expect(error).toMatchObject({
      code: "load-failed",
      url: ADDRESS,
      reason: expect.stringContaining(reason),
    });
    expect(error.message).toContain(ADDRESS);
  }
});

test("what is no URL is named", async () => {
  expect(await failure("./strict.wasm")).toMatchObject({ code: "load-failed", url: "./strict.wasm" });
});
