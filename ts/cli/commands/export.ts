import { join } from "node:path";
import * as zlib from "node:zlib";
import { folderStore } from "../../runs/node/folder.js";
import type { Provenance, TableReader } from "../../tables/spec.js";
import { exportable } from "../exportable.js";
import { FORMATS, type Format, SUFFIXES } from "../formats.js";
import { json } from "../reporting.js";
import { type Command, UsageError } from "../usage.js";

export const exportTables: Command = {
  name: "export",
  summary: "The tables of a finished run folder, or of a folder of them, for other tools.",
  operands: ["DIR"],
  options: {
    parquet: { help: "as Parquet, with lists, dictionaries and metadata" },
    csv: { help: "as CSV, lists as JSON" },
    arrow: { help: "as Arrow with buffers compressed by Zstandard, by Node 22.15 or later" },
    out: { value: "DIR", help: "the folder to write into (default: beside each table)" },
    json: { help: "one JSON document on standard output" },
  },
  example: "losscape export runs/first --parquet",
  async run(args, io) {
    const formats = FORMATS.filter((format) => args.on(format));
    if (formats.length === 0)
      throw new UsageError("--parquet, --csv or --arrow is missing; see losscape export --help");
    const encoders = await encodersFor(formats);
    const out = args.text("out");
    const files: { table: string; rows: number; file: string }[] = [];
    for (const { name, folder, place, table, provenance } of await exportable(args.operands[0] as string)) {
      const into = out === undefined ? folder : join(out, place);
      for (const format of formats) {
        const file = `${name}.${SUFFIXES[format]}`;
        await folderStore(into).write(file, encoders[format](table, provenance));
        files.push({ table: name, rows: table.rows, file: join(into, file) });
      }
    }
    io.stdout.write(args.on("json") ? json(files) : files.map(({ file }) => `${file}\n`).join(""));
  },
};

/** What makes the bytes of each format. @throws UsageError where this Node cannot */
async function encodersFor(formats: readonly Format[]) {
  const { toCompressedArrow, toCsv, toParquet } = await import("../../tables/export/index.js");
  const { zstdCompressSync } = zlib as { zstdCompressSync?: (bytes: Uint8Array) => Uint8Array };
  if (formats.includes("arrow") && zstdCompressSync === undefined)
    throw new UsageError(
      `--arrow: got Node ${process.versions.node}, expected 22.15 or later, which has Zstandard`,
    );
  return {
    parquet: toParquet,
    csv: toCsv,
    arrow: (table: TableReader, provenance: Provenance) =>
      toCompressedArrow(table, provenance, zstdCompressSync as (bytes: Uint8Array) => Uint8Array),
  };
}
