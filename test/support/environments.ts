import { existsSync } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestContext } from "vitest";
import { need, tool } from "./optional.js";

const require = createRequire(fileURLToPath(new URL("../environments/package.json", import.meta.url)));

/** The module of a tool that is installed in test/environments; without it the test is skipped. */
export function load<T>(context: TestContext, name: string): T {
  need(context, tool(name));
  return require(name) as T;
}

/** The same of a tool that is an ES module. */
export async function loadModule<T>(context: TestContext, name: string, entry: string): Promise<T> {
  return (await import(join(need(context, tool(name)), entry))) as T;
}

/** The path of a tool's program. */
export const program = (context: TestContext, name: string): string => need(context, tool(`.bin/${name}`));

/** Makes tools resolvable in a project, as an installation there would. */
export async function linkTools(context: TestContext, project: string, names: readonly string[]) {
  for (const name of names) {
    const path = join(project, "node_modules", name);
    if (existsSync(path)) continue;
    await mkdir(dirname(path), { recursive: true });
    await symlink(need(context, tool(name)), path);
  }
}
