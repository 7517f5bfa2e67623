import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { finish, GLASSES, receipts, start, tablesOf, undisturbed } from "../support/runs.js";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "losscape-disk-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const inShell = (before: string) => ["/bin/sh", "-c", `${before}; exec "$0" "$@"`, process.execPath];

/** Runs to a bad end. @returns the last line of standard error */
async function fails(out: string, node: readonly string[]): Promise<string> {
  const { ended, said } = start(GLASSES, out, { node });
  expect(await ended, said()).toBe(1);
  expect(said()).not.toContain("    at ");
  return said().trimEnd().split("\n").at(-1) as string;
}

describe.skipIf(process.platform !== "linux")("a disk", () => {
  test("with a limit on the size of files ends the run in one sentence, and without it the run goes on", async () => {
    const out = join(root, "limited");
    // 512 bytes a block: run.json has 6 KB, the spectra of a shard 16 KB or more.
    expect(await fails(out, inShell("ulimit -f 24"))).toMatch(
      /^losscape: .*limited: cannot write shards\/n\d+-draw\d\.spectra\.arrow: the file is larger than files may be$/,
    );
    await finish(GLASSES, out);
    expect(await tablesOf(GLASSES, out)).toEqual(await undisturbed(GLASSES));
  });

  const mounts = spawnSync("unshare", ["--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]);
  test.skipIf(mounts.status !== 0)(
    "that is full ends the run in one sentence, and what fits is kept",
    async () => {
      const disk = join(root, "full");
      await mkdir(disk);
      const inside = `mount -t tmpfs -o size=100k none ${disk}; trap 'ls ${disk}/run/shards > ${root}/kept' EXIT`;
      const node = [
        "unshare",
        "--map-root-user",
        "--mount",
        "/bin/sh",
        "-c",
        `${inside}; "$0" "$@"`,
        process.execPath,
      ];
      expect(await fails(join(disk, "run"), node)).toMatch(
        /^losscape: .*run: cannot write shards\/.*: no space is left on the disk$/,
      );
      const kept = (await readFile(join(root, "kept"), "utf8")).trim().split("\n");
      expect(kept.filter((name) => name.endsWith(".json")).length).toBeGreaterThan(0);
      // A file is whole or not there, and what could not be written is cleared away.
      expect(kept.filter((name) => !/^n\d+-draw\d\.(json|(minima|spectra)\.arrow)$/.test(name))).toEqual([]);
    },
  );

  test("that is read-only is one sentence before anything is computed", async () => {
    const folder = join(root, "read-only");
    await mkdir(folder);
    await chmod(folder, 0o555);
    // Root writes whatever the mode says, but for this.
    const node = process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-all", process.execPath] : undefined;
    expect(await fails(join(folder, "run"), node ?? [process.execPath])).toMatch(
      /^losscape: .*run: cannot be written: permission denied$/,
    );
    expect(await receipts(join(folder, "run"))).toBe(0);
  });
});
