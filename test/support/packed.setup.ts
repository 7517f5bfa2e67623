import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { output } from "./commands.js";

/** The package as npm would publish it, installed in a project that has nothing else. */
export interface Packed {
  readonly project: string;
  /** The files of the tarball, relative to the package's folder. */
  readonly files: readonly string[];
}

declare module "vitest" {
  interface ProvidedContext {
    packed: Packed;
  }
}

const root = fileURLToPath(new URL("../..", import.meta.url));

export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "losscape-packed-"));
  const [tarball] = JSON.parse(await output("npm", ["pack", "--json", "--pack-destination", folder], root));
  const project = join(folder, "project");
  await mkdir(project);
  await writeFile(join(project, "package.json"), '{ "private": true, "type": "module" }\n');
  const quiet = ["--prefer-offline", "--no-audit", "--no-fund"];
  await output("npm", ["install", ...quiet, join(folder, tarball.filename)], project);
  provide("packed", { project, files: tarball.files.map((file: { path: string }) => file.path) });
  return () => rm(folder, { recursive: true });
}
