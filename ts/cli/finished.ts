import { join } from "node:path";
import type { RunFolder } from "../runs/folder.js";

/** A finished run folder, as a report and `--json` tell it. */
export type Finished = Awaited<ReturnType<typeof readFinished>>;

/** @throws RunFolderError when the run in the folder is not finished. */
export async function readFinished(folder: RunFolder) {
  const { version, build, plan } = folder.record;
  const tables = await folder.tables();
  return {
    folder,
    answer: await folder.answer(tables),
    tables: Object.entries(tables).map(([name, { rows }]) => ({
      name,
      rows,
      file: join(folder.path, folder.tableFile(name)),
    })),
    run: {
      version,
      wasmHash: build.wasm,
      backend: build.backend,
      shards: plan.length,
      made: await folder.made(),
    },
  };
}
