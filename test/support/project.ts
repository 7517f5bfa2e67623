import { cp, mkdtemp, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { output } from "./commands.js";
import { SIMD } from "./simd.js";

const programs = fileURLToPath(new URL("programs", import.meta.url));

/** A folder of a project with test/support/programs and further files in it. */
export async function withPrograms(
  project: string,
  name: string,
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = join(project, name);
  await cp(programs, folder, { recursive: true });
  await Promise.all(Object.entries(files).map(([file, text]) => writeFile(join(folder, file), text)));
  return folder;
}

export interface Digests {
  /** Of the table of a descent. */
  readonly main: string;
  /** Of each table of some experiments. */
  readonly experiment: Readonly<Record<string, string>>;
}

export async function nodeDigests(
  project: string,
  workers: number,
  node = process.execPath,
): Promise<Digests> {
  // A folder of its own: files of tests run side by side, and a copy over another's program is read half-written.
  const name = basename(await mkdtemp(join(project, `node-${workers}-`)));
  const folder = await withPrograms(project, name);
  return JSON.parse(await output(node, ["node-digest.js", SIMD, String(workers)], folder));
}
