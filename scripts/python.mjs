import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./setup/paths.mjs";
import { run } from "./setup/steps.mjs";

/** Where the tools of Python are that tables are tried with, of the versions in test/tables/requirements.txt. */
const environment = join(root, ".cache/readers");
const requirements = join(root, "test/tables/requirements.txt");
const installed = join(environment, "requirements.txt");

export async function installReaders() {
  const wanted = readFileSync(requirements, "utf8");
  if (existsSync(installed) && readFileSync(installed, "utf8") === wanted) return;
  await run("python3", ["-m", "venv", "--clear", environment], { cwd: root });
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"];
  await run(join(environment, "bin/python"), [...pip, "-r", requirements], { cwd: root });
  writeFileSync(installed, wanted);
}
