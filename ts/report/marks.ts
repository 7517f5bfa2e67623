import type { Markish } from "@observablehq/plot";
import { dataRows } from "../figures/data.js";
import type { DataTable, Figure, Mark } from "../figures/figure.js";
import { colorOf } from "./colors.js";
import { BAND_OPACITY, DASHES, LETTER, LEVEL_OPACITY } from "./legend.js";

type Plot = typeof import("@observablehq/plot");
type Row = Record<string, number | string>;
/** A value of the column that a figure's panels differ by. */
export type Facet = number | string;

/** The values of the column that panels differ by, from the top as Plot has them: ascending. */
export function facetValues({ facet, data }: Figure): Facet[] {
  if (facet === undefined) return [];
  const values = Object.values(data).flatMap((table) => [...(table[facet.column]?.values ?? [])]);
  return [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
}

export function drawMark(plot: Plot, figure: Figure, mark: Mark, facets: readonly Facet[]): Markish {
  const table = figure.data[mark.data];
  if (table === undefined) throw new Error(`figure ${figure.id}: no data named ${mark.data}`);
  const rows = dataRows(table);
  const color = colorOf(figure, mark);
  const facet = figure.facet !== undefined && figure.facet.column in table ? { fy: figure.facet.column } : {};
  switch (mark.kind) {
    case "map":
      return contours(plot, table, mark, color);
    case "bars":
      return plot.rectY(rows, {
        x1: mark.from,
        x2: mark.to,
        y: mark.height,
        fill: color,
        fillOpacity: 0.75,
        inset: 0.5,
        ...facet,
      });
    case "line": {
      const dash = mark.dashed ? { strokeDasharray: DASHES } : {};
      const { x, y, series } = mark;
      const apart = series === undefined ? {} : { z: series };
      return plot.line(rows, { x, y, stroke: color, strokeWidth: 1.75, ...apart, ...dash, ...facet });
    }
    case "band": {
      const { x, low, high } = mark;
      const edge = { stroke: color, strokeOpacity: 0.6, strokeWidth: 0.75 };
      const fill = { fill: color, fillOpacity: BAND_OPACITY };
      return plot.areaY(rows, { x, y1: low, y2: high, ...fill, ...edge, ...facet });
    }
    case "points": {
      const { x, y, low, high, text } = mark;
      return [
        low !== undefined && high !== undefined
          ? plot.ruleX(rows, { x, y1: low, y2: high, stroke: color, strokeWidth: 2, ...facet })
          : null,
        plot.dot(rows, { x, y, r: 4, fill: color, stroke: "var(--paper)", strokeWidth: 1, ...facet }),
        text === undefined
          ? null
          : inwards(rows, x).map(({ row, side }) =>
              label(plot, [row], {
                ...{ x, y, text, dy: 9, ...facet },
                ...(side === "right" ? { dx: 9, textAnchor: "start" } : { dx: -9, textAnchor: "end" }),
              }),
            ),
      ];
    }
    case "vertical": {
      const first = facets[0];
      const top = first === undefined ? {} : { fy: () => first };
      return [
        plot.ruleX(rows, { x: mark.x, stroke: color, strokeWidth: 1.25 }),
        apart(rows, mark.x).map(({ row, side }) => {
          // Clear of the highest tick's text, and of a panel's name.
          const dy = first === undefined ? -18 : -18 - PANEL_NAME;
          const options = { x: mark.x, text: mark.text, frameAnchor: "top", dy, ...top };
          const name = { at: Number(row[mark.x]), name: String(row[mark.text]), side };
          return label(plot, [row], rows.length > 1 ? beside(plot, name, options) : options);
        }),
      ];
    }
    case "horizontal":
      return [
        plot.ruleY(rows, { y: mark.y, stroke: color, strokeWidth: 1.25 }),
        apart(rows, mark.y).map(({ row, side }) =>
          label(plot, [row], {
            y: mark.y,
            text: mark.text,
            frameAnchor: "right",
            textAnchor: "end",
            dx: -2,
            dy: side === "low" ? 10 : -9,
          }),
        ),
      ];
  }
}

/** Each set above a level is filled on those below it, so that the higher a place, the more colour it has, light or dark. */
function contours(plot: Plot, table: DataTable, mark: Mark & { kind: "map" }, fill: string): Markish {
  const { height, levels } = mark;
  const [columns, rows] = [mark.x, mark.y].map((axis) => [
    ...new Set(table[axis]?.values as readonly number[]),
  ]) as [number[], number[]];
  const [left, right] = edges(columns);
  const [bottom, top] = edges(rows);
  return plot.contour(table[height]?.values as readonly number[], {
    ...{ width: columns.length, height: rows.length, x1: left, x2: right, y1: bottom, y2: top },
    ...{ thresholds: [...levels], fill, fillOpacity: LEVEL_OPACITY },
    ...{ stroke: "var(--ink)", strokeOpacity: 0.3, strokeWidth: 0.5 },
  });
}

/** The outer edges of cells around evenly spaced places. */
function edges(places: readonly number[]): [low: number, high: number] {
  const [first, last] = [places[0] as number, places.at(-1) as number];
  const half = (last - first) / (places.length - 1) / 2;
  return [first - half, last + half];
}

function label(plot: Plot, rows: Row[], options: object): Markish {
  return plot.text(rows, { fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 4, ...options });
}

/** Places in the right half have their names on the left, so that none leaves the drawing. */
function inwards(rows: Row[], column: string): { row: Row; side: "left" | "right" }[] {
  const places = rows.map((row) => Number(row[column]));
  const middle = (Math.min(...places) + Math.max(...places)) / 2;
  return rows.map((row, at) => ({ row, side: (places[at] as number) > middle ? "left" : "right" }));
}

/** Between a line and its name. */
const ASIDE = 3;

/** A name on a side of the line at a place, as far from it as the drawing has room. */
function beside(
  plot: Plot,
  { at, name, side }: { readonly at: number; readonly name: string; readonly side: "low" | "high" },
  options: object,
): object {
  const length = LETTER * name.length;
  return plot.initializer(
    { ...options, textAnchor: side === "low" ? "end" : "start" },
    (data, facets, _, { x }, { width }) => {
      const line = x?.(at) as number;
      const end = side === "low" ? Math.max(line - ASIDE, length) : Math.min(line + ASIDE, width - length);
      return { data, facets, channels: { x: { value: [end] } } };
    },
  );
}

/** Neighbouring lines have their labels on opposite sides, so that close ones do not overlap. */
function apart(rows: Row[], column: string): { row: Row; side: "low" | "high" }[] {
  const sorted = [...rows].sort((a, b) => Number(a[column]) - Number(b[column]));
  return sorted.map((row, place) => ({ row, side: place === 0 && rows.length > 1 ? "low" : "high" }));
}

/** Height of a panel's name, which stands above its frame: inside it would cover what is drawn. */
export const PANEL_NAME = 14;

export function panelNames(plot: Plot, { facet }: Figure, facets: readonly Facet[]): Markish {
  if (facet === undefined) return null;
  const names = facets.map((value) => ({ value, name: `${facet.label} = ${value}` }));
  return label(plot, names, {
    fy: "value",
    text: "name",
    frameAnchor: "top-right",
    dx: -2,
    dy: -PANEL_NAME,
    fontWeight: 600,
  });
}
