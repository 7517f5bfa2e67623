import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "./paths.mjs";
import { run, step } from "./steps.mjs";

/** Installs node modules when they are not what package-lock.json says. */
export async function installNodeModules() {
  if (!areCurrent()) await step("installing node modules", npmInstall);
}

/** npm leaves in node_modules a lock file of what it installed, written last. */
function areCurrent() {
  const installedFile = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installedFile)) return false;
  const installed = packagesIn(installedFile);
  return Object.entries(packagesIn(join(root, "package-lock.json"))).every(([path, wanted]) =>
    path === "" || installed[path] === undefined
      ? path === "" || wanted.optional === true
      : installed[path].version === wanted.version && installed[path].integrity === wanted.integrity,
  );
}

const packagesIn = (file) => JSON.parse(readFileSync(file, "utf8")).packages;

async function npmInstall() {
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund"];
  const running = process.env.npm_execpath;
  if (running !== undefined && basename(running) === "npm-cli.js")
    await run(process.execPath, [running, ...args], { cwd: root });
  else await run("npm", args, { cwd: root });
}
