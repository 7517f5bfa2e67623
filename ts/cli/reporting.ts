import { dirname, join, relative, sep } from "node:path";
import { measured } from "../base/text.js";
import type { NamedNumber } from "../experiments/experiment.js";
import { folderStore } from "../runs/node/folder.js";
import { tableFileOf } from "../runs/run-files.js";
import type { Finished } from "./finished.js";
import { aligned } from "./format.js";

const REPORT = "report.html";

/** Writes `report.html` into a folder, for the runs in or below it. @returns its path */
export async function writeReport(
  folder: string,
  title: string,
  runs: readonly Finished[],
  notes: readonly string[] = [],
): Promise<string> {
  const [{ renderReport }, { headlessDocument }] = await Promise.all([
    import("../report/index.js"),
    import("../report/headless.js"),
  ]);
  const file = join(folder, REPORT);
  const input = {
    title,
    experiments: runs.map(({ experiment, config, answer, tables, run, ...at }) => ({
      name: experiment.name,
      question: experiment.question,
      config,
      answer,
      tables: tables.map(({ name, rows }) => ({
        name,
        rows,
        file: relative(dirname(file), join(at.folder, tableFileOf(name)))
          .split(sep)
          .join("/"),
        columns: experiment.tables[name]?.columns ?? [],
      })),
      run,
    })),
    notes,
  };
  const html = await renderReport(input, { document: await headlessDocument() });
  await folderStore(folder).write(REPORT, new TextEncoder().encode(html));
  return file;
}

/** Named numbers as a table for people. */
export function numbersTable(numbers: readonly NamedNumber[]): string {
  const at = [...new Set(numbers.flatMap((number) => Object.keys(number.at)))];
  const rows = numbers.map((number) => [
    number.name,
    ...at.map((key) => String(number.at[key] ?? "")),
    ...measured(number.value, number.error),
    number.unit,
  ]);
  return aligned(["number", ...at, "value", "error", "unit"], rows);
}

/** A run as `--json` prints it. */
export function runJson({ folder, experiment, config, answer, tables, run }: Finished): object {
  return {
    experiment: experiment.name,
    config,
    folder,
    run,
    numbers: answer.numbers,
    tables: tables.map(({ name, rows }) => ({ name, rows, file: join(folder, tableFileOf(name)) })),
  };
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
