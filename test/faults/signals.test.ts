import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { finish, firstReceipt, GLASSES, receipts, start, tablesOf, undisturbed } from "../support/runs.js";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "losscape-signals-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** The same command goes on with the shards that are kept, to the bytes of one run. */
async function goesOn(out: string): Promise<void> {
  const kept = await receipts(out);
  expect(kept).toBeGreaterThan(0);
  expect(await finish(GLASSES, out)).toContain(`(${kept} of them finished before)`);
  expect(await tablesOf(GLASSES, out)).toEqual(await undisturbed(GLASSES));
}

describe.skipIf(process.platform === "win32")("a run that is told to stop keeps its finished shards", () => {
  test("Ctrl-C says how to go on, and exits with 130", async () => {
    const out = join(root, "interrupted");
    const { kill, ended, said } = start(GLASSES, out);
    await firstReceipt(out);
    kill("SIGINT");
    expect(await ended, said()).toBe(130);
    expect(said()).toContain(`kept in ${out}; the same command goes on from there`);
    await goesOn(out);
  });

  test("a second Ctrl-C does not wait", async () => {
    const out = join(root, "twice");
    const { kill, ended, said } = start(GLASSES, out);
    await firstReceipt(out);
    kill("SIGINT");
    kill("SIGINT");
    expect(await ended, said()).toBe(130);
    await goesOn(out);
  });

  test.each(["SIGHUP", "SIGTERM"] as const)(
    "%s, as of a terminal that closes or a cluster's limit, ends it",
    async (signal) => {
      const out = join(root, signal);
      const { kill, ended, said } = start(GLASSES, out);
      await firstReceipt(out);
      kill(signal);
      expect(await ended, said()).toBe(signal);
      await goesOn(out);
    },
  );
});
