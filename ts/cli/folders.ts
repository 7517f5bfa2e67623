import { join } from "node:path";
import { RunFolderError } from "../base/errors.js";
import { RunFolder } from "../runs/folder.js";
import { folderStore, listFolder } from "../runs/node/folder.js";

/** The run in a folder, or those in the folders inside it, by their names. @throws RunFolderError where there is none */
export async function runFolders(folder: string): Promise<RunFolder[]> {
  if (await RunFolder.isIn(folderStore(folder))) return [await RunFolder.open(folderStore(folder))];
  const inside = (await listFolder(folder)).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const found: RunFolder[] = [];
  for (const name of inside.sort()) {
    const store = folderStore(join(folder, name));
    if (await RunFolder.isIn(store)) found.push(await RunFolder.open(store));
  }
  if (found.length === 0) throw new RunFolderError(folder, "holds no run (there is no run.json in it)");
  return found;
}
