import { createHash } from "node:crypto";
import { createReadStream, type Dirent } from "node:fs";
import { open, readdir, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { RunFolderError } from "../../base/errors.js";
import type { Store } from "../store.js";
import { OwnClaim, readClaims, removeDead } from "./claims.js";
import { ifThere, isSystemError, reasonOf } from "./errors.js";
import { withLock } from "./lock.js";
import { isTemporary, makeFolder, removeLeftovers, writeWhole } from "./writing.js";

/** A run folder on a disk; other processes may use it at the same time. */
export function folderStore(folder: string | URL): Store {
  const path = typeof folder === "string" ? folder : fileURLToPath(folder);
  const running = new OwnClaim(path, "running");
  let said = Promise.resolve();

  const guarded = <T>(action: string, work: () => Promise<T>) => inWords(path, action, work);

  return {
    path,
    isEmpty: async () =>
      (await listFolder(path)).every(({ name }) => isTemporary(name) || name.startsWith(".lock-")),
    read: (name) => guarded(`read ${name}`, () => ifThere(readFile(join(path, name)))),
    open: (name) =>
      guarded(`read ${name}`, async () => {
        const file = join(path, name);
        const about = await ifThere(stat(file));
        const read = (offset: number, length: number) =>
          guarded(`read ${name}`, () => readPart(file, offset, length));
        return about && { size: about.size, read };
      }),
    digest: (name) => guarded(`read ${name}`, () => ifThere(digestOfFile(join(path, name)))),
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
    announced: async () => (await readClaims(path, "running")).filter(({ fate }) => fate !== "dead"),
    async close() {
      await said.catch(() => {});
      await running.drop();
    },
  };
}

/** What is in a folder; nothing when there is no such folder. @throws RunFolderError */
export function listFolder(path: string): Promise<Dirent[]> {
  return inWords(path, "be read", async () => (await ifThere(readdir(path, { withFileTypes: true }))) ?? []);
}

/** A failure of the file system becomes one sentence that names the folder. */
async function inWords<T>(path: string, action: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new RunFolderError(path, `cannot ${action}: ${reasonOf(cause)}`, { cause });
  }
}

async function digestOfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

async function readPart(file: string, offset: number, length: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const part = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const { bytesRead } = await handle.read(part, done, length - done, offset + done);
      if (bytesRead === 0)
        throw new Error(`${file} ends at ${offset + done} bytes, before ${offset + length}`);
      done += bytesRead;
    }
    return part;
  } finally {
    await handle.close();
  }
}
