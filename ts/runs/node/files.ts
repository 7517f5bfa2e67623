import { readdir, readFile } from "node:fs/promises";
import { InvalidInputError } from "../../base/errors.js";
import type { Files } from "../../experiments/experiment.js";
import { ifThere, isSystemError, readingReasonOf } from "./errors.js";

/** The files of the machine, for data that a run computes from. */
export const nodeFiles: Files = {
  read: (path) => readable(path, ifThere(readFile(path))),
  list: (folder) => readable(folder, ifThere(readdir(folder))),
};

function readable<T>(path: string, read: Promise<T>): Promise<T> {
  return read.catch((error) => {
    if (!isSystemError(error)) throw error;
    throw new InvalidInputError("inputs", path, `what can be read (${readingReasonOf(error)})`);
  });
}
