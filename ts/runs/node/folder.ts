import type { Dirent } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { RunFolderError } from "../../base/errors.js";
import type { Store } from "../store.js";
import { OwnClaim, readClaims, removeDead } from "./claims.js";
import { isTemporary, makeFolder, removeLeftovers, writeWhole } from "./files.js";
import { withLock } from "./lock.js";

/** A run folder on a disk; other processes may use it at the same time. */
export function folderStore(path: string): Store {
  const running = new OwnClaim(path, "running");
  let said = Promise.resolve();

  const guarded = <T>(action: string, work: () => Promise<T>) => inWords(path, action, work);

  return {
    path,
    isEmpty: async () =>
      (await listFolder(path)).every(({ name }) => isTemporary(name) || name.startsWith(".lock-")),
    read: (name) => guarded(`read ${name}`, () => readIfThere(join(path, name))),
    write: (name, content) =>
      guarded(`write ${name}`, async () => {
        const file = join(path, name);
        await makeFolder(dirname(file));
        await writeWhole(file, content);
      }),
    remove: (name) => guarded(`remove ${name}`, () => rm(join(path, name), { force: true })),
    exclusively: (work) =>
      guarded("be written", async () => {
        await makeFolder(path);
        return withLock(path, async () => {
          await removeDead(path, await readClaims(path, "running"));
          for (const folder of ["", "shards", "failures", "tables"])
            await removeLeftovers(join(path, folder));
          return work();
        });
      }),
    announce(shards) {
      said = said.then(() => guarded("write", () => running.say(shards)));
      return said;
    },
    async close() {
      await said.catch(() => {});
      await running.drop();
    },
  };
}

/** What is in a folder; nothing when there is no such folder. @throws RunFolderError */
export function listFolder(path: string): Promise<Dirent[]> {
  return inWords(path, "be read", async () => {
    try {
      return await readdir(path, { withFileTypes: true });
    } catch (error) {
      if (codeOf(error) === "ENOENT") return [];
      throw error;
    }
  });
}

/** A failure of the file system becomes one sentence that names the folder. */
async function inWords<T>(path: string, action: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof Error && "syscall" in cause)) throw cause;
    const reason = REASONS[codeOf(cause) ?? ""] ?? cause.message;
    throw new RunFolderError(path, `cannot ${action}: ${reason}`, { cause });
  }
}

async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the disk quota is used up",
  ENOENT: "there is no folder to hold it",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "it is a file",
  EISDIR: "it is a folder",
};

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
