import { expect, test } from "vitest";
import { InvalidInputError } from "../../ts/base/errors.js";
import { readInputs } from "../../ts/runs/inputs.js";
import { scaled } from "./squares.js";

const read: unknown[] = [];
const experiment = scaled(async (source, files) => {
  read.push(source, files);
  return { hash: "aa", arrays: {} };
});

test("data that the config needs are read from what was named, with the files of the host", async () => {
  const files = { read: async () => undefined, list: async () => [] };
  expect(await readInputs(experiment, { rows: 2 }, { factors: "folder" }, files)).toEqual({
    factors: { hash: "aa", arrays: {} },
  });
  expect(read).toEqual(["folder", files]);
});

test.each([
  [{ rows: 2 }, {}, "inputs.factors: got undefined, expected data: factors are given by --data factors:FILE"],
  [
    { rows: 1 },
    { factors: 1 },
    "inputs.factors: got 1, expected nothing: this config does not compute from it",
  ],
  [{ rows: 2 }, { mnist: 1 }, "inputs.mnist: no such data in squares"],
])("with %j of the config %j is refused in one sentence", async (config, given, message) => {
  const error = await readInputs(experiment, config, given, undefined).catch((error) => error);
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.message).toBe(message);
});

test("a config that needs no data gets none", async () => {
  expect(await readInputs(experiment, { rows: 1 }, {}, undefined)).toEqual({});
});
