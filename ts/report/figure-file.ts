import type { Figure } from "../figures/figure.js";
import { drawFigure } from "./draw.js";
import { COLORS, SANS } from "./style.js";

/** A figure as an SVG file: on its own paper, light or dark as its reader prefers. */
export async function renderFigure(
  figure: Figure,
  { document }: { readonly document: Document },
): Promise<string> {
  const style = `<style>${COLORS}
svg { color: var(--ink); font-family: ${SANS}; }
text { white-space: pre; }</style><rect width="100%" height="100%" fill="var(--paper)"/>`;
  const svg = (await drawFigure(figure, { document })).outerHTML;
  // After the title, which readers of the file expect first.
  return `${svg.replace("</title>", `</title>${style}`)}\n`;
}
