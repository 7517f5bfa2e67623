import { createHash, type Hash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { basename, extname } from "node:path";
import { InvalidInputError } from "../base/errors.js";
import { readCsv } from "../data/matrix/csv.js";
import type { Dense, Reader } from "../data/matrix/dense.js";
import { readMatrixMarket } from "../data/matrix/matrix-market.js";
import { readNpy } from "../data/matrix/npy.js";
import { checkSymmetric } from "../data/matrix/symmetric.js";

const READERS: ReadonlyMap<string, Reader> = new Map([
  [".npy", readNpy],
  [".mtx", readMatrixMarket],
  [".csv", readCsv],
]);

export interface MatrixFile extends Pick<Dense, "n" | "entries"> {
  /** SHA-256 of the file, in hexadecimal digits. */
  readonly sha256: string;
}

/**
 * The symmetric matrix in a file; its lower triangle is what counts.
 *
 * @param lower      leave unread what is above the diagonal
 * @param tolerance  how far mirror entries may differ, in units of the largest modulus
 * @throws InvalidInputError  naming the file, the place in it, what is there and what is allowed
 * @throws OutOfMemoryError   the matrix is too large for WebAssembly
 */
export async function readMatrix(path: string, lower: boolean, tolerance: number): Promise<MatrixFile> {
  const reader = READERS.get(extname(path).toLowerCase());
  if (reader === undefined)
    throw new InvalidInputError("FILE", path, `a name that ends in ${[...READERS.keys()].join(", ")}`);
  const name = basename(path);
  const hash = createHash("sha256");
  const { n, entries, lower: isLower } = await opened(path, (file) => reader(name, chunksOf(file, hash)));
  checkSymmetric(name, n, entries, lower || isLower ? undefined : tolerance);
  return { n, entries, sha256: hash.digest("hex") };
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
