import type { Figure } from "../figures/figure.js";
import { drawFigure } from "./draw.js";
import type { ReportInput } from "./input.js";
import { page } from "./page.js";
import { COLORS, SANS } from "./style.js";

export { drawFigure } from "./draw.js";
export type { ReportedExperiment, ReportedRun, ReportedTable, ReportInput } from "./input.js";

/** The document whose elements figures are made of: a page's own, or `headlessDocument()`. */
export interface DrawOptions {
  readonly document: Document;
}

/** One HTML file that loads nothing and runs nothing: figures, numbers with errors, how they were made, where the data are. */
export async function renderReport(input: ReportInput, { document }: DrawOptions): Promise<string> {
  return (await page(input, document)).text;
}

/** A figure as an SVG file: on its own paper, light or dark as its reader prefers. */
export async function renderFigure(figure: Figure, { document }: DrawOptions): Promise<string> {
  const style = `<style>${COLORS}
svg { color: var(--ink); font-family: ${SANS}; }
text { white-space: pre; }</style><rect width="100%" height="100%" fill="var(--paper)"/>`;
  const svg = (await drawFigure(figure, { document })).outerHTML;
  // After the title, which readers of the file expect first.
  return `${svg.replace("</title>", `</title>${style}`)}\n`;
}
