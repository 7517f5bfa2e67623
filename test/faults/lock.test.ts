import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LockedError } from "../../ts/base/errors.js";
import { withLock } from "../../ts/runs/node/lock.js";
import { fate, type Owner, thisProcess } from "../../ts/runs/node/owner.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "losscape-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A lock as another process would have left it. */
async function lockOf(owner: Owner, age = 0): Promise<void> {
  const file = join(folder, `.lock-${randomUUID()}`);
  const { dev, ino } = await stat(folder);
  await writeFile(file, JSON.stringify({ owner, place: `${dev}:${ino}`, shards: [] }));
  const then = new Date(Date.now() - age);
  await utimes(file, then, then);
}

const me = thisProcess();
const dead = (): Owner => ({ ...me, pid: spawnSync(process.execPath, ["-e", ""]).pid });

test("only one is in at a time, and everyone gets in", async () => {
  let inside = 0;
  let entered = 0;
  const visit = async () => {
    expect(++inside).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside -= 1;
    entered += 1;
  };
  await Promise.all(Array.from({ length: 8 }, () => withLock(folder, visit)));
  expect(entered).toBe(8);
  expect(await readdir(folder)).toEqual([]);
});

test("a lock whose owner was killed is taken over and cleared away", async () => {
  await lockOf(dead());
  expect(await withLock(folder, async () => "in", 0)).toBe("in");
  expect(await readdir(folder)).toEqual([]);
});

test("a lock whose owner lives is refused, with its name", async () => {
  await lockOf(me);
  const error = await withLock(folder, async () => "in", 0).catch((error) => error);
  expect(error).toBeInstanceOf(LockedError);
  expect(error.message).toBe(`${folder} is in use by process ${process.pid} on ${me.host}`);
  expect(await readdir(folder)).toHaveLength(1);
});

test("a lock that was copied along with the folder is nobody's in the copy", async () => {
  const copy = await mkdtemp(join(tmpdir(), "losscape-lock-"));
  await withLock(folder, async () => {
    await cp(folder, copy, { recursive: true });
    expect(await readdir(copy)).toHaveLength(1);
    expect(await withLock(copy, async () => "in", 0)).toBe("in");
  });
  expect(await readdir(copy)).toEqual([]);
  await rm(copy, { recursive: true });
});

test.runIf(process.platform === "linux")(
  "another process with the owner's number is not the owner",
  async () => {
    await lockOf({ ...me, started: "1" });
    expect(await withLock(folder, async () => "in", 0)).toBe("in");
  },
);

test.each([
  ["an hour ahead", -3_600_000],
  ["50 s behind", 50_000],
  ["a day behind", 86_400_000],
])(
  "an owner on another host whose clock is %s is not taken for dead, and what to remove is said",
  async (_, age) => {
    await lockOf({ ...me, host: "elsewhere", space: "elsewhere" }, age);
    const [file] = await readdir(folder);
    await expect(withLock(folder, async () => "in", 0)).rejects.toThrow(
      `process ${process.pid} on elsewhere; if that process has ended, remove ${join(folder, file as string)} and run again`,
    );
    expect(await readdir(folder)).toEqual([file]);
  },
);

test.each([
  ["empty", ""],
  ["cut", '{"owner":{"ho'],
  ["null", "null"],
  ["of another shape", '{"owner":{"name":"x"}}'],
])("a lock that is %s is nobody's", async (_, text) => {
  await writeFile(join(folder, `.lock-${randomUUID()}`), text);
  await mkdir(join(folder, `.lock-${randomUUID()}`));
  expect(await withLock(folder, async () => "in", 0)).toBe("in");
});

test("the lock is free again after work that failed", async () => {
  await expect(withLock(folder, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await withLock(folder, async () => "in", 0)).toBe("in");
});

test("this process lives, and an ended one does not", () => {
  expect(fate(dead())).toBe("dead");
  expect(fate(me)).toBe(me.started === "" ? "unknown" : "alive");
});
