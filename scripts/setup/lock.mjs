import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./paths.mjs";
import { say } from "./steps.mjs";

const path = join(root, "build", "setup.lock");

/** One set-up at a time in a checkout; a lock whose process is gone is taken over. */
export async function withLock(work) {
  mkdirSync(join(root, "build"), { recursive: true });
  for (let told = false; !take(path); await sleep(100)) {
    const owner = ownerOf(path);
    if (owner === undefined) continue;
    if (!isAlive(owner)) removeIfStillOwnedBy(owner);
    else if (!told) {
      say(`waiting for another set-up (process ${owner}); if there is none, delete ${path}`);
      told = true;
    }
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** A link appears with its content, so that nobody reads a lock without an owner. */
function take(file) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own);
  }
}

function ownerOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Two waiters must not both remove: the second would remove the first one's lock. */
function removeIfStillOwnedBy(owner) {
  const removal = `${path}.removal`;
  if (!take(removal)) return;
  try {
    if (ownerOf(path) === owner) rmSync(path, { force: true });
  } finally {
    rmSync(removal);
  }
}

function isAlive(owner) {
  const pid = Number(owner);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
