import type { ReportInput } from "./input.js";
import { page } from "./page.js";

export { drawFigure } from "./draw.js";
export { renderFigure } from "./figure-file.js";
export type { ReportedExperiment, ReportedRun, ReportedTable, ReportInput } from "./input.js";

/**
 * One HTML file: figures, numbers with errors, how they were made, where the data are. It loads nothing, and runs one script, by which a
 * figure is downloaded as PNG.
 *
 * @param options.document  whose elements figures are made of: a page's own, or `headlessDocument()`
 */
export async function renderReport(
  input: ReportInput,
  { document }: { readonly document: Document },
): Promise<string> {
  return (await page(input, document)).text;
}
