import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { provideHost } from "../../ts/runs/host.js";
import { folderStore } from "../../ts/runs/node/folder.js";
import { losscape } from "../support/cli.js";
import { startCore } from "../support/core.js";

let root: string;
let folder: string;
beforeAll(async () => {
  provideHost({ engine: "test", cores: 1, memory: 2e9, openFolder: folderStore });
  await startCore();
  root = await mkdtemp(join(tmpdir(), "losscape-damaged-"));
  const config = ["--set", "sizes=4,5", "--set", "disorders=1", "--set", "replicas=3"];
  const args = ["run", "spin-glass-minima", ...config, "--workers", "0", "--out", join(root, "whole")];
  expect(await losscape(args)).toMatchObject({ code: 0 });
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  folder = join(root, "run");
  await rm(folder, { recursive: true, force: true });
  await cp(join(root, "whole"), folder, { recursive: true });
});

async function change(name: string, by: (bytes: Buffer) => Buffer | string): Promise<void> {
  const file = join(folder, name);
  await writeFile(file, by(await readFile(file)));
}

test("a bit of an energy that is flipped in a merged table is said by report and export, and mended by merge", async () => {
  const csv = async () => {
    expect((await losscape(["export", folder, "--csv"])).code).toBe(0);
    return readFile(join(folder, "tables", "minima.csv"), "utf8");
  };
  const whole = await csv();
  const [head, row] = whole.split("\r\n").map((line) => line.split(","));
  const energy = Buffer.alloc(8);
  energy.writeDoubleLE(Number(row?.[head?.indexOf("energy") ?? -1]));
  await change("tables/minima.arrow", (bytes) => {
    const at = bytes.indexOf(energy);
    expect(at).toBeGreaterThan(0);
    bytes[at + 6] = (bytes[at + 6] as number) ^ 0x40;
    return bytes;
  });
  for (const args of [
    ["export", folder, "--csv"],
    ["report", folder],
  ])
    expect(await losscape(args)).toEqual({
      code: 1,
      out: "",
      err: `losscape: ${folder}: tables/minima.arrow is damaged: merge its shards again (losscape merge ${folder})\n`,
    });
  expect((await losscape(["merge", folder])).code).toBe(0);
  expect(await csv()).toBe(whole);
});

test("a run.json without its plan is refused by every command that opens the folder", async () => {
  await change("run.json", (bytes) => JSON.stringify({ ...JSON.parse(bytes.toString()), plan: [] }));
  for (const command of ["status", "report", "merge", "verify", "export"])
    expect(await losscape([command, folder, ...(command === "export" ? ["--csv"] : [])])).toEqual({
      code: 1,
      out: "",
      err: `losscape: ${folder}: its run.json is damaged: use another folder, or remove this one\n`,
    });
});
