export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

/** What the file system says, in words. */
export function reasonOf({ code = "", message }: NodeJS.ErrnoException): string {
  return REASONS[code] ?? message;
}

/** The same of a file that was to be read. */
export function readingReasonOf(error: NodeJS.ErrnoException): string {
  return error.code === "ENOENT" ? "there is no such file" : reasonOf(error);
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file is larger than files may be",
  ENOENT: "there is no folder to hold it",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "it is a file",
  EISDIR: "it is a folder",
  EPIPE: "nobody reads it",
};

/** What was found; undefined where there is nothing of that name. */
export async function ifThere<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
