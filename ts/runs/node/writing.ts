import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fate, thisProcess } from "./owner.js";

/**
 * Makes a folder and those above it, where they are not there yet. Node 20's own recursive `mkdir` does not end
 * where none can be made, as in /proc.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeOne(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await makeOne(path);
  }
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === "EEXIST" && (await stat(path)).isDirectory();
    if (!isThere) throw error;
  }
}

/**
 * Writes a file under a unique temporary name, flushes it, and renames it: at any instant `path` is the former
 * file or the whole of this one. The folder itself is not flushed: a rename that a power cut undoes leaves a shard
 * unfinished, and it is computed again.
 */
export async function writeWhole(
  path: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> {
  const { host, pid } = thisProcess();
  const temporary = join(dirname(path), `.${basename(path)}.${host}.${pid}.${randomUUID()}.tmp`);
  let file: FileHandle | undefined;
  try {
    file = await open(temporary, "wx");
    if (ArrayBuffer.isView(content)) await file.writeFile(content);
    else for await (const chunk of content) await file.writeFile(chunk);
    await file.sync();
    await file.close();
    await rename(temporary, path);
  } catch (error) {
    await file?.close().catch(() => {});
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

export function isTemporary(name: string): boolean {
  return TEMPORARY.test(name);
}

const TEMPORARY = /^\..*\.([A-Za-z0-9-]+)\.(\d+)\.[0-9a-f-]{36}\.tmp$/;

/** Removes the temporary files in a folder whose writers are gone from this host; of others' no age tells whether they are. */
export async function removeLeftovers(folder: string): Promise<void> {
  const here = thisProcess();
  for (const name of await readdir(folder).catch(() => [])) {
    const [, host, pid] = TEMPORARY.exec(name) ?? [];
    if (host !== here.host) continue;
    if (fate({ ...here, pid: Number(pid), started: "" }) === "dead")
      await rm(join(folder, name), { force: true });
  }
}
