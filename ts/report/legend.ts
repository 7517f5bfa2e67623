import { formatNumber } from "../base/text.js";
import type { Figure, Mark } from "../figures/figure.js";
import { colorOf } from "./colors.js";
import { element } from "./element.js";

export interface LegendEntry {
  readonly label: string;
  readonly color: string;
  /** A stroke for lines, an area for bands, a dot for what was measured. */
  readonly glyph: "line" | "dashes" | "area" | "dot";
  /** Of an area. */
  readonly opacity: number;
}

export const DASHES = "5 4";
export const BAND_OPACITY = 0.16;
/** Of each level of a map; they lie one upon the other. */
export const LEVEL_OPACITY = 0.085;
/** Height of one row. */
export const LEGEND_ROW = 18;

const GLYPH = 22;
const GAP = 20;
/** An upper bound on a letter's width at the figures' size: there is no layout to measure with. */
export const LETTER = 7;

/** The entries in rows that are no wider than the drawing; the first begins with the name of the axis. */
export function legendRows(figure: Figure, width: number): LegendEntry[][] {
  const rows: LegendEntry[][] = [[]];
  let room = width - LETTER * figure.y.label.length - GAP;
  for (const entry of entriesOf(figure)) {
    const last = rows.at(-1) as LegendEntry[];
    if (widthOf([...last, entry]) <= room) last.push(entry);
    else {
      rows.push([entry]);
      room = width;
    }
  }
  return rows;
}

/** SVG elements at the top right of a drawing of the given width. */
export function legend(
  document: Document,
  rows: readonly (readonly LegendEntry[])[],
  width: number,
): Element[] {
  return rows.flatMap((row, place) => {
    const y = 12 + LEGEND_ROW * place;
    let x = width - widthOf(row);
    return row.flatMap((entry) => {
      const attributes = { x: x + GLYPH, y, dy: "0.32em", fill: "var(--ink)", "text-anchor": "start" };
      const elements = [glyphOf(document, entry, x, y), element(document, "text", attributes, entry.label)];
      x += widthOf([entry]);
      return elements;
    });
  });
}

function widthOf(entries: readonly LegendEntry[]): number {
  return entries.reduce((sum, { label }) => sum + GLYPH + LETTER * label.length + GAP, 0);
}

function glyphOf(document: Document, { glyph, color, opacity }: LegendEntry, x: number, y: number): Element {
  switch (glyph) {
    case "dot":
      return element(document, "circle", { cx: x + 8, cy: y, r: 4, fill: color });
    case "area":
      return element(document, "rect", {
        x,
        y: y - 5,
        width: 16,
        height: 10,
        fill: color,
        "fill-opacity": opacity,
        stroke: color,
        "stroke-width": 0.75,
      });
    default:
      return element(document, "line", {
        x1: x,
        x2: x + 16,
        y1: y,
        y2: y,
        stroke: color,
        "stroke-width": 1.75,
        "stroke-dasharray": glyph === "dashes" ? DASHES : "none",
      });
  }
}

/** An entry a label of the figure's marks. */
function entriesOf(figure: Figure): LegendEntry[] {
  const entries = new Map<string, LegendEntry>();
  for (const mark of figure.marks) {
    if (mark.kind === "vertical" || mark.kind === "horizontal" || mark.label === undefined) continue;
    const color = colorOf(figure, mark);
    if (mark.kind === "map") for (const entry of levelEntries(mark, color)) entries.set(entry.label, entry);
    else if (!entries.has(mark.label))
      entries.set(mark.label, { label: mark.label, color, glyph: kindOf(mark), opacity: BAND_OPACITY });
  }
  return [...entries.values()];
}

/** The lowest level, that in the middle and the highest, as dark as they are drawn. */
function levelEntries({ levels, label }: Mark & { kind: "map" }, color: string): LegendEntry[] {
  return [0, Math.floor(levels.length / 2), levels.length - 1].map((place, order) => ({
    label: `${order === 0 ? `${label} ` : ""}> ${formatNumber(levels[place] as number)}`,
    color,
    glyph: "area",
    opacity: 1 - (1 - LEVEL_OPACITY) ** (place + 1),
  }));
}

function kindOf(mark: Mark): LegendEntry["glyph"] {
  if (mark.kind === "line") return mark.dashed === true ? "dashes" : "line";
  return mark.kind === "band" ? "area" : "dot";
}
