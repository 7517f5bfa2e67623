import { expect, test } from "vitest";
import type { Experiment } from "../../ts/experiments/experiment.js";
import { type Build, differences, digestOf, provenanceOf, runHash } from "../../ts/runs/identity.js";
import { plan } from "../../ts/runs/plan.js";
import { BUILD, shard, squares } from "./squares.js";

const recordOf = (experiment: Experiment, config: object, build: Build) =>
  plan(experiment, config, {}, build);

test("sha256 gives the digits of FIPS 180-4's example", async () => {
  expect(await digestOf(new TextEncoder().encode("abc"))).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

test("equal configs name the same run, however they are written down", async () => {
  const a = recordOf(squares(), { rows: 10, shards: 3 }, BUILD);
  const b = recordOf(squares(), { shards: 3 }, BUILD);
  expect(await runHash(a)).toBe(await runHash(b));
  expect(differences(a, b)).toEqual([]);
});

test("other data are another run, and both hashes are told", async () => {
  const of = (hash: string) => plan(squares(), {}, { mnist: { hash, arrays: {} } }, BUILD);
  expect(await runHash(of("aa"))).not.toBe(await runHash(of("bb")));
  expect(differences(of("aa"), of("bb"))).toEqual(['data mnist is "aa" there and "bb" here']);
});

test("tables say the config, and the hashes of the data where there are any", () => {
  const spec = { name: "t", normalisation: "none", columns: [] };
  const config = (inputs: object) =>
    JSON.parse(provenanceOf({ ...recordOf(squares(), { rows: 2 }, BUILD), ...inputs }, spec).config);
  expect(config({})).toEqual({ shards: 6, rows: 2 });
  expect(config({ inputs: { mnist: "aa" } })).toEqual({ shards: 6, rows: 2, inputs: { mnist: "aa" } });
});

test("another config, version or build is another run, and each difference is told", async () => {
  const there = recordOf(squares(), { rows: 10 }, BUILD);
  const here = recordOf(squares(), { rows: 20 }, { ...BUILD, version: "2.0.0", wasm: "cd", code: "01" });
  expect(await runHash(there)).not.toBe(await runHash(here));
  expect(differences(there, here)).toEqual([
    'version is "1.0.0" there and "2.0.0" here',
    `wasm is "${BUILD.wasm}" there and "cd" here`,
    `code is "${BUILD.code}" there and "01" here`,
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
    plan: () => [shard("a"), shard(id)],
  });
  expect(() => recordOf(named("a"), {}, BUILD)).toThrow("shard id");
  expect(() => recordOf(named("../b"), {}, BUILD)).toThrow("shard id");
});
