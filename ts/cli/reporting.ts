import { join, relative, sep } from "node:path";
import { canonicalJson } from "../base/canonical.js";
import type { Claim } from "../claims/claim.js";
import type { Experiment } from "../experiments/experiment.js";
import type { RunRecord } from "../runs/identity.js";
import { folderStore } from "../runs/node/folder.js";
import type { TableSpec } from "../tables/spec.js";
import type { Finished } from "./finished.js";

export const REPORT = "report.html";

/** Writes `report.html` into a folder, for the runs in or below it. @returns its path */
export async function writeReport(
  folder: string,
  runs: readonly Finished[],
  { claims, notes = [] }: { readonly claims: readonly Claim[]; readonly notes?: readonly string[] },
): Promise<string> {
  const [{ renderReport }, { headlessDocument }] = await Promise.all([
    import("../report/index.js"),
    import("../report/headless.js"),
  ]);
  const input = {
    date: today(),
    claims,
    experiments: runs.map(({ folder: { record, experiment }, answer, tables, run }) => ({
      name: experiment.name,
      question: experiment.question,
      config: record.config,
      command: commandOf(record, experiment),
      answer,
      tables: tables.map(({ name, rows, file }) => ({
        rows,
        file: relative(folder, file).split(sep).join("/"),
        ...(experiment.tables[name] as TableSpec),
      })),
      run,
    })),
    notes,
  };
  const html = await renderReport(input, { document: await headlessDocument() });
  await folderStore(folder).write(REPORT, new TextEncoder().encode(html));
  return join(folder, REPORT);
}

/** The only clock that a report asks: in its reader's days. */
function today(): string {
  const now = new Date();
  return new Date(now.getTime() - 60_000 * now.getTimezoneOffset()).toISOString().slice(0, 10);
}

/** What computes the same tables again: the keys of the config that differ from the defaults. */
export function commandOf(
  { experiment: name, config }: RunRecord,
  { config: { defaults } }: Experiment,
): string {
  const usual = defaults as Readonly<Record<string, unknown>>;
  const sets = Object.entries(config).flatMap(([key, value]) =>
    value === undefined || (key in usual && canonicalJson(value) === canonicalJson(usual[key]))
      ? []
      : [`--set ${shellWord(`${key}=${typeof value === "string" ? value : JSON.stringify(value)}`)}`],
  );
  return ["losscape run", name, ...sets].join(" ");
}

/** In single quotes where a shell would read more into it. */
export function shellWord(text: string): string {
  return /^[\w.,:=+/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A run as `--json` prints it. */
export function runJson({ folder, answer, tables, run }: Finished): object {
  const { experiment, config } = folder.record;
  const { made, ...facts } = run;
  return {
    experiment,
    config,
    folder: folder.path,
    run: { ...facts, ...made },
    sentences: answer.sentences,
    summary: answer.summary,
    claims: answer.claims,
    numbers: answer.numbers,
    tables,
  };
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
