import { join } from "node:path";
import { folderStore } from "../../runs/node/folder.js";
import { exportable } from "../exportable.js";
import { json } from "../reporting.js";
import { type Command, UsageError } from "../usage.js";

const FORMATS = ["parquet", "csv"] as const;

export const exportTables: Command = {
  name: "export",
  summary: "The tables of a finished run folder, or of a folder of them, for other tools.",
  operands: ["DIR"],
  options: {
    parquet: { help: "as Parquet, with lists, dictionaries and metadata" },
    csv: { help: "as CSV, lists as JSON" },
    out: { value: "DIR", help: "the folder to write into (default: beside each table)" },
    json: { help: "one JSON document on standard output" },
  },
  example: "losscape export runs/first --parquet",
  async run(args, io) {
    const formats = FORMATS.filter((format) => args.on(format));
    if (formats.length === 0)
      throw new UsageError("--parquet or --csv is missing; see losscape export --help");
    const { toCsv, toParquet } = await import("../../tables/export/index.js");
    const out = args.text("out");
    const written: { table: string; rows: number; file: string }[] = [];
    for (const { name, folder, place, table, provenance } of await exportable(args.operands[0] as string)) {
      const into = out === undefined ? folder : join(out, place);
      for (const format of formats) {
        const file = `${name}.${format}`;
        await folderStore(into).write(file, format === "csv" ? toCsv(table) : toParquet(table, provenance));
        written.push({ table: name, rows: table.rows, file: join(into, file) });
      }
    }
    io.stdout.write(args.on("json") ? json(written) : written.map(({ file }) => `${file}\n`).join(""));
    return 0;
  },
};
