import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import * as errors from "../../ts/base/errors.js";
import { call } from "../../ts/wasm/call.js";
import { ERRORS, RULES } from "../../ts/wasm/errors.js";
import { startCore } from "../support/core.js";

beforeAll(startCore);

test("the core and this side list the same codes, and the same rules", () => {
  const source = readFileSync(new URL("../../crates/core/src/error.rs", import.meta.url), "utf8");
  const named = (arm: RegExp) => Array.from(source.matchAll(arm), ([, name]) => name);
  expect(named(/Error::\w+ \{ \.\. \} => "([\w-]+)"/g)).toEqual(Object.keys(ERRORS));
  expect(named(/Rule::\w+[^=]*=>[\s{]*\(\s*"([\w-]+)"/g)).toEqual(Object.keys(RULES));
});

test.each([
  ["more than an engine can have", () => new ArrayBuffer(2 ** 52)],
  ["more than an array can have", () => new Float64Array(2 ** 53 - 1)],
])("an array that JavaScript cannot make leaves the core usable: %s", (_, make) => {
  const failing = () => call<unknown>(make);
  expect(failing).toThrow(errors.OutOfMemoryError);
  expect(failing).toThrow("an array in JavaScript does not fit in memory");
  expect(call((core) => new core.Buffer(1)).address).toBeGreaterThan(0);
});

test("an allocation that does not fit is an error that says how much and what would, and nothing else breaks", () => {
  const large = call((core) => {
    try {
      return new core.Buffer(2 ** 29);
    } catch (error) {
      return error;
    }
  });
  expect(large).toMatchObject({ code: "out-of-memory", requested: 2 ** 32 });
  expect(() => call((core) => new core.Buffer(2 ** 28 + 1))).toThrow(errors.OutOfMemoryError);
  expect(call((core) => core.deriveSeed(1n, 2, 3))).toBe(call((core) => core.deriveSeed(1n, 2, 3)));
});
