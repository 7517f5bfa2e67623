import { beforeAll, expect, test } from "vitest";
import * as errors from "../../ts/base/errors.js";
import { call } from "../../ts/wasm/call.js";
import { startCore } from "../support/core.js";

beforeAll(startCore);

test("the core and this side list the same codes", () => {
  expect(call((core) => core.errorCodes())).toBe(errors.CORE_ERROR_CODES.join());
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
