import type { Figure } from "../figures/figure.js";
import { colorOf } from "./colors.js";

export interface LegendEntry {
  readonly label: string;
  readonly color: string;
  /** A stroke for lines, a dot for what was measured. */
  readonly line: boolean;
  readonly dashed: boolean;
}

export const DASHES = "5 4";

const GLYPH = 22;
const GAP = 20;
/** An upper bound on a letter's width at the figures' size: there is no layout to measure with. */
const LETTER = 7;

/** SVG elements of one row at the top right of a drawing of the given width. */
export function legend(document: Document, entries: readonly LegendEntry[], width: number): Element[] {
  const element = (name: string, attributes: Record<string, string | number>) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    return made;
  };
  const widthOf = ({ label }: LegendEntry) => GLYPH + LETTER * label.length + GAP;
  let x = width - entries.reduce((sum, entry) => sum + widthOf(entry), 0);
  return entries.flatMap((entry) => {
    const { label, color, line, dashed } = entry;
    const glyph = line
      ? element("line", {
          x1: x,
          x2: x + 16,
          y1: 12,
          y2: 12,
          stroke: color,
          "stroke-width": 1.75,
          "stroke-dasharray": dashed ? DASHES : "none",
        })
      : element("circle", { cx: x + 8, cy: 12, r: 4, fill: color });
    const text = element("text", {
      x: x + GLYPH,
      y: 12,
      dy: "0.32em",
      fill: "var(--ink)",
      "text-anchor": "start",
    });
    text.textContent = label;
    x += widthOf(entry);
    return [glyph, text];
  });
}

/** An entry a label of the figure's marks. */
export function legendEntries(figure: Figure): LegendEntry[] {
  const entries = new Map<string, LegendEntry>();
  for (const mark of figure.marks) {
    if (mark.kind === "vertical" || mark.kind === "horizontal" || mark.label === undefined) continue;
    const line = mark.kind === "line";
    if (!entries.has(mark.label))
      entries.set(mark.label, {
        label: mark.label,
        color: colorOf(figure, mark),
        line,
        dashed: line && mark.dashed === true,
      });
  }
  return [...entries.values()];
}
