import type { Figure } from "../figures/figure.js";
import type { ReportInput } from "./input.js";
import { page } from "./page.js";
import { plotSvg } from "./plot.js";
import { COLORS, SANS } from "./style.js";

export type { ReportedExperiment, ReportedRun, ReportedTable, ReportInput } from "./input.js";

/** One HTML file that loads nothing and runs nothing: figures, numbers with errors, how they were made, where the data are. */
export async function renderReport(input: ReportInput): Promise<string> {
  return (await page(input)).text;
}

/** A figure as an SVG file: on its own paper, light or dark as its reader prefers. */
export async function renderFigure(figure: Figure): Promise<string> {
  const style = `<style>${COLORS}
svg { color: var(--ink); font-family: ${SANS}; }
text { white-space: pre; }</style><rect width="100%" height="100%" fill="var(--paper)"/>`;
  const svg = await plotSvg(figure);
  // After the title, which readers of the file expect first.
  return `${svg.replace("</title>", `</title>${style}`)}\n`;
}
