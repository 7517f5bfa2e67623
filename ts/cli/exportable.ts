import { dirname, join, relative } from "node:path";
import { provenanceOf } from "../runs/identity.js";
import type { Provenance, TableReader } from "../tables/spec.js";
import { claimsIn } from "./claims.js";
import { runFolders } from "./folders.js";

/** A table that lies in a folder, and what its Arrow file says of its making. */
export interface Exportable {
  readonly name: string;
  readonly folder: string;
  /** The same folder's place among those of several runs; empty of a run alone. */
  readonly place: string;
  readonly table: TableReader;
  readonly provenance: Provenance;
}

/** The tables of a run folder, or of the run folders in a folder and their claims. @throws RunFolderError where a run is not finished */
export async function exportable(path: string): Promise<Exportable[]> {
  const folders = await runFolders(path);
  const ofRuns = folders.map(async (folder) =>
    Object.entries(await folder.tables()).map(([name, table]) => ({
      name,
      folder: dirname(join(folder.path, folder.tableFile(name))),
      place: relative(path, folder.path),
      table,
      provenance: provenanceOf(folder.record, table.spec),
    })),
  );
  const claims = await claimsIn(path, folders);
  return [
    ...(await Promise.all(ofRuns)).flat(),
    ...(claims === undefined ? [] : [{ name: "claims", folder: path, place: "", ...claims }]),
  ];
}
