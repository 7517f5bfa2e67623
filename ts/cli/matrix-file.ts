import { createHash, type Hash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { InvalidInputError } from "../base/errors.js";
import type { Dense } from "../data/matrix/dense.js";
import { readerOf, readMatrix } from "../data/matrix/read.js";

export interface MatrixFile extends Pick<Dense, "n" | "entries"> {
  /** SHA-256 of the file, in hexadecimal digits. */
  readonly sha256: string;
}

/** `readMatrix` of a file on disk. @throws InvalidInputError also for a file that cannot be read */
export async function readMatrixFile(
  path: string,
  options: { readonly lower: boolean; readonly tolerance: number },
): Promise<MatrixFile> {
  const name = basename(path);
  readerOf(name);
  const hash = createHash("sha256");
  const matrix = await opened(path, (file) => readMatrix(name, chunksOf(file, hash), options));
  return { ...matrix, sha256: hash.digest("hex") };
}

async function opened<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    return await work(file);
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error;
    throw new InvalidInputError("FILE", path, `a file that can be read (${error.message})`);
  } finally {
    await file?.close();
  }
}

/** The bytes of a file; a chunk is overwritten by the next. */
async function* chunksOf(file: FileHandle, hash: Hash): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.alloc(2 ** 20);
  for (;;) {
    const { bytesRead } = await file.read(buffer);
    if (bytesRead === 0) return;
    const chunk = buffer.subarray(0, bytesRead);
    hash.update(chunk);
    yield chunk;
  }
}
