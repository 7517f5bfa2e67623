import { measured } from "../base/text.js";
import type { Answer, NamedNumber } from "../experiments/experiment.js";
import { summaryTexts } from "../figures/summary.js";
import { aligned, beside, wrapped } from "./format.js";
import type { Io } from "./io.js";
import { linked } from "./link.js";

/** Lines of prose are no longer than this, however wide the terminal is. */
const WIDEST = 100;

/** How runs end on a terminal: what they found in words and in small tables; with `verbose` every number. */
export function ending(answers: readonly Answer[], verbose: boolean, { stdout }: Io): string {
  const columns = stdout.columns || 80;
  const sentences = answers.flatMap((answer) => answer.sentences);
  const tables = answers.flatMap(({ summary }) =>
    summary === undefined ? [] : [`${summary.title}\n${aligned(summary.head, summaryTexts(summary))}`],
  );
  const numbers = answers.map((answer) => numbersTable(answer.numbers));
  return [
    ...sentences.map((sentence) => wrapped(sentence, Math.min(columns, WIDEST))),
    ...(tables.length > 0 ? [beside(tables, columns)] : []),
    ...(verbose ? numbers : []),
  ].join("\n");
}

/** The last line of a run. */
export function reportLine(path: string, { stderr, env }: Io): string {
  return `the report is ${linked(path, stderr, env)}`;
}

/** Named numbers as a table for people. */
function numbersTable(numbers: readonly NamedNumber[]): string {
  const at = [...new Set(numbers.flatMap((number) => Object.keys(number.at)))];
  const rows = numbers.map((number) => [
    number.name,
    ...at.map((key) => String(number.at[key] ?? "")),
    ...measured(number.value, number.error),
    number.unit,
  ]);
  return aligned(["number", ...at, "value", "error", "unit"], rows);
}
