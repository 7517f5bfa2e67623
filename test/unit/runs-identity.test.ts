import { expect, test } from "vitest";
import { differences, recordOf, runHash, sha256 } from "../../ts/runs/identity.js";
import { BUILD, squares } from "./runs-fake.js";

test("sha256 gives the digits of FIPS 180-4's example", async () => {
  expect(await sha256(new TextEncoder().encode("abc"))).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

test("equal configs name the same run, however they are written down", async () => {
  const a = recordOf(squares(), { rows: 10, shards: 3 }, BUILD);
  const b = recordOf(squares(), { shards: 3 }, BUILD);
  expect(await runHash(a)).toBe(await runHash(b));
  expect(differences(a, b)).toEqual([]);
});

test("another config, version or build is another run, and each difference is told", async () => {
  const there = recordOf(squares(), { rows: 10 }, BUILD);
  const here = recordOf(squares(), { rows: 20 }, { ...BUILD, version: "2.0.0", wasm: "cd" });
  expect(await runHash(there)).not.toBe(await runHash(here));
  expect(differences(there, here)).toEqual([
    'version is "1.0.0" there and "2.0.0" here',
    `wasm is "${BUILD.wasm}" there and "cd" here`,
    "rows is 10 there and 20 here",
  ]);
});

test("another plan under the same config and build is told", () => {
  const there = recordOf(squares(), {}, BUILD);
  const here = { ...there, plan: there.plan.slice(1) };
  expect(differences(there, here)).toEqual(["the plan of its 6 shards differs from the 5 here"]);
});

test("a plan that names two shards alike, or one unfit for a file, is refused", () => {
  const named = (id: string) => ({
    ...squares(),
    plan: () => [
      { id: "a", units: 1, cost: 1, memory: 1, part: { first: 0 } },
      { id, units: 1, cost: 1, memory: 1, part: { first: 1 } },
    ],
  });
  expect(() => recordOf(named("a"), {}, BUILD)).toThrow("shard id");
  expect(() => recordOf(named("../b"), {}, BUILD)).toThrow("shard id");
});
