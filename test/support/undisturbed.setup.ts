import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder of the runs that tests of faults compare theirs with. */
    undisturbed: string;
  }
}

export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "losscape-undisturbed-"));
  provide("undisturbed", folder);
  return () => rm(folder, { recursive: true });
}
