import { MissingPackageError } from "../../../base/errors.js";

/** What talks to the server: optional packages, which nobody installs who uses no queue. @throws MissingPackageError */
export async function loadPackages() {
  try {
    const [{ Queue, Worker }, { Redis }] = await Promise.all([import("bullmq"), import("ioredis")]);
    return { Queue, Worker, Redis };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw cause;
    throw new MissingPackageError("the job queue", ["bullmq", "ioredis"], { cause });
  }
}

export type Packages = Awaited<ReturnType<typeof loadPackages>>;
