import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { InvalidInputError } from "../base/errors.js";
import type { Dense } from "../data/matrix/dense.js";
import { FORMATS, type MatrixOptions, readerOf, readMatrix } from "../data/matrix/read.js";
import { isSystemError, readingReasonOf } from "../runs/node/errors.js";
import { UsageError } from "./usage.js";

export interface MatrixFile extends Pick<Dense, "n" | "entries"> {
  /** SHA-256 of the file, in hexadecimal digits. */
  readonly sha256: string;
}

/** What stands for standard input, and how messages call it. */
const STDIN = "-";
const STDIN_NAME = "standard input";

/** How messages and plots call the file. */
export const nameOf = (path: string) => (path === STDIN ? STDIN_NAME : basename(path));

/** `readMatrix` of a file on disk, or of standard input. @throws InvalidInputError also for a file that cannot be read */
export async function readMatrixFile(
  path: string,
  options: MatrixOptions,
  stdin: AsyncIterable<Uint8Array>,
): Promise<MatrixFile> {
  const name = nameOf(path);
  if (path === STDIN && options.format === undefined)
    throw new UsageError(
      `${STDIN_NAME} has no name that tells its format: --format ${FORMATS.join("|")} does`,
    );
  readerOf(name, options.format);
  const hash = createHash("sha256");
  const file = path === STDIN ? undefined : createReadStream(path, { highWaterMark: 2 ** 20 });
  try {
    const matrix = await readMatrix(name, hashed(file ?? stdin, hash), options);
    return { ...matrix, sha256: hash.digest("hex") };
  } catch (error) {
    if (file === undefined || !isSystemError(error)) throw error;
    throw new InvalidInputError("FILE", path, `a file that can be read (${readingReasonOf(error)})`);
  } finally {
    file?.destroy();
  }
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}
