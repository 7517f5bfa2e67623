import { expect, test } from "vitest";
import { nearest } from "../../ts/base/nearest.js";

const words = ["reproduce", "run", "report", "status", "sizes"];

test.each([
  ["rnu", "run"],
  ["repord", "report"],
  ["STATUS", "status"],
  ["size", "sizes"],
  ["repro", "reproduce"],
  ["spins", undefined],
  ["re", undefined],
  ["", undefined],
])("%j is taken for %s", (written, word) => {
  expect(nearest(written, words)).toBe(word);
});

test("of no words none is near", () => {
  expect(nearest("run", [])).toBeUndefined();
});
