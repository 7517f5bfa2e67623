import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const toolsFolder = join(root, ".tools");
export const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");

/** The environment of every cargo call: the pinned toolchain and no other, fetched by rustup if it is not there. */
export function rustEnvironment(additions = {}) {
  const { RUSTUP_TOOLCHAIN: _, ...inherited } = process.env;
  const path = [join(toolsFolder, "bin"), process.env.PATH ?? "", join(cargoHome, "bin")].join(delimiter);
  return { ...inherited, PATH: path, RUSTUP_AUTO_INSTALL: "1", ...additions };
}

/** The full path of a program, or undefined. */
export function which(program, path = rustEnvironment().PATH) {
  return path
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
