import { createHash, randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./paths.mjs";

/** SHA-256 over the names and contents of files; a folder stands for every file in it. */
export function hashOf(paths, ...facts) {
  const hash = createHash("sha256").update(JSON.stringify(facts));
  for (const path of paths.flatMap(filesUnder))
    hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest("hex");
}

/** Paths relative to the checkout, in an order that no file system decides. */
export function filesUnder(path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (stat.isFile()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesUnder(`${path}/${name}`));
}

/** Does `build` only when `inputs` differ from those of the last success, or an output is gone. */
export async function whenChanged({ name, inputs, outputs, build }) {
  const stamp = join(root, "build", "stamps", name);
  const made = outputs.every((path) => existsSync(join(root, path)));
  if (made && existsSync(stamp) && readFileSync(stamp, "utf8") === inputs) return false;
  await build();
  writeAtomically(stamp, inputs);
  return true;
}

/** A reader sees the file as it was or as it is, never a part of it. */
export function writeAtomically(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}
