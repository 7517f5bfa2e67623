import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./setup/paths.mjs";
import { run } from "./setup/steps.mjs";

/** What runs beside the oldest Node: the tests of packages, the relaxed build, the benches. It comes from npm, by platform. */
const VERSION = "26.10.0";
const name = `node-${process.platform}-${process.arch}`;

const path = join(root, ".cache/node/node_modules", name, "bin/node");

/** Where it is, or undefined. */
export const currentNode = () => (existsSync(path) ? path : undefined);

export async function installCurrentNode() {
  if (currentNode() !== undefined && (await run(path, ["--version"])).trim() === `v${VERSION}`) return;
  const options = ["--no-save", "--no-audit", "--no-fund", "--prefix", join(root, ".cache/node")];
  await run("npm", ["install", ...options, `${name}@${VERSION}`], { cwd: root });
}
