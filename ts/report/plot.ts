import type { Markish, PlotOptions } from "@observablehq/plot";
import type { DataTable, Figure, Mark } from "../figures/figure.js";
import { DASHES, type LegendEntry, legend } from "./legend.js";
import { typeset } from "./typeset.js";

type Plot = typeof import("@observablehq/plot");
type Row = Record<string, number | string>;
type Facet = number | string;

const EMPTY = `<svg xmlns="http://www.w3.org/2000/svg"/>`;
const WIDTH = 680;
const PLAIN_HEIGHT = 360;
const PANEL_HEIGHT = 120;

/**
 * The figure as SVG markup without a style of its own: colours are the custom properties of `style.ts`. `id` is unique
 * in the document that it becomes part of.
 *
 * Observable Plot draws into linkedom's document: a DOM without layout, which Plot does not need.
 */
export async function plotSvg(figure: Figure, id: string = figure.id): Promise<string> {
  const [plot, { DOMParser }] = await Promise.all([import("@observablehq/plot"), import("linkedom")]);
  // linkedom's own types make elements that are no nodes.
  const document = new DOMParser().parseFromString(EMPTY, "image/svg+xml", null) as unknown as Document;
  const facets = facetValues(figure);
  const svg = plot.plot({
    ...layout(figure, facets),
    document,
    marks: [
      ...(facets.length > 0 ? [plot.ruleY([0], { stroke: "var(--rule)" })] : []),
      ...figure.marks.flatMap((mark) => drawMark(plot, figure, mark, facets)),
      ...panelNames(plot, figure, facets),
    ],
  });
  for (const style of svg.querySelectorAll("style")) style.remove();
  for (const name of ["class", "font-family"]) svg.removeAttribute(name);
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-labelledby", `${id}-title`);
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.setAttribute("id", `${id}-title`);
  title.textContent = `${figure.title}: ${figure.y.label} against ${figure.x.label}`;
  svg.insertBefore(title, svg.firstChild);
  for (const text of svg.querySelectorAll("text")) raiseExponents(text);
  svg.append(...legend(document, legendEntries(figure), WIDTH));
  return svg.outerHTML;
}

/** `N^(−2/3)` with its exponent set high and small; Firefox knows no `baseline-shift`. */
function raiseExponents(text: Element): void {
  const parts = typeset(text.textContent ?? "");
  if (!parts.some(({ raised }) => raised)) return;
  text.textContent = "";
  for (const part of parts) {
    const span = text.ownerDocument.createElementNS("http://www.w3.org/2000/svg", "tspan");
    span.setAttribute("dy", part.raised ? "-0.4em" : part.after ? "0.3em" : "0");
    if (part.raised) span.setAttribute("font-size", "75%");
    span.textContent = part.text;
    text.append(span);
  }
}

function layout(figure: Figure, facets: readonly Facet[]): PlotOptions {
  const marginTop = legendEntries(figure).length > 0 ? 52 : 36;
  const marginBottom = 42;
  const plotHeight = facets.length > 0 ? facets.length * PANEL_HEIGHT : PLAIN_HEIGHT;
  return {
    width: WIDTH,
    height: plotHeight + marginTop + marginBottom,
    marginTop,
    marginBottom,
    marginLeft: 56,
    marginRight: 28,
    // Room inside the frame for points at its edges and for their names.
    ...(facets.length === 0 && { insetLeft: 16, insetRight: 56, insetTop: 12, insetBottom: 16 }),
    x: scale(figure.x),
    y: { ticks: facets.length > 0 ? 3 : 6, ...scale(figure.y), grid: true, nice: figure.y.scale !== "log" },
    ...(facets.length > 0 && { fy: { axis: null, padding: 0.18 } }),
    style: { fontSize: "12.5px", background: "none", overflow: "visible" },
  };
}

function scale(axis: Figure["x"]) {
  return {
    label: axis.label,
    labelArrow: false,
    type: axis.scale ?? "linear",
    ...(axis.scale === "log" && { tickFormat: "~g" }),
    ...(axis.ticks !== undefined && { ticks: [...axis.ticks], tickFormat: String }),
  } as const;
}

function drawMark(plot: Plot, figure: Figure, mark: Mark, facets: readonly Facet[]): Markish[] {
  const table = figure.data[mark.data];
  if (table === undefined) throw new Error(`figure ${figure.id}: no data named ${mark.data}`);
  const rows = rowsOf(table);
  const color = colorOf(figure, mark);
  const facet = figure.facet !== undefined && figure.facet.column in table ? { fy: figure.facet.column } : {};
  switch (mark.kind) {
    case "bars": {
      const { from, to, height } = mark;
      return [
        plot.rectY(rows, {
          x1: from,
          x2: to,
          y: height,
          fill: color,
          fillOpacity: 0.75,
          inset: 0.5,
          ...facet,
        }),
      ];
    }
    case "line": {
      const dash = mark.dashed ? { strokeDasharray: DASHES } : {};
      return [plot.line(rows, { x: mark.x, y: mark.y, stroke: color, strokeWidth: 1.75, ...dash, ...facet })];
    }
    case "points": {
      const { x, y, low, high, text } = mark;
      return [
        ...(low !== undefined && high !== undefined
          ? [plot.ruleX(rows, { x, y1: low, y2: high, stroke: color, strokeWidth: 2, ...facet })]
          : []),
        plot.dot(rows, { x, y, r: 4, fill: color, stroke: "var(--paper)", strokeWidth: 1, ...facet }),
        ...(text === undefined
          ? []
          : [label(plot, rows, { x, y, text, dx: 9, dy: 9, textAnchor: "start", ...facet })]),
      ];
    }
    case "vertical": {
      const first = facets[0];
      const top = first === undefined ? {} : { fy: () => first };
      return [
        plot.ruleX(rows, { x: mark.x, stroke: color, strokeWidth: 1.25 }),
        ...apart(rows, mark.x).map(({ row, side }) =>
          label(plot, [row], {
            x: mark.x,
            text: mark.text,
            frameAnchor: "top",
            dy: -10,
            ...(rows.length > 1 && {
              textAnchor: side === "low" ? "end" : "start",
              dx: side === "low" ? 4 : -4,
            }),
            ...top,
          }),
        ),
      ];
    }
    case "horizontal":
      return [
        plot.ruleY(rows, { y: mark.y, stroke: color, strokeWidth: 1.25 }),
        ...apart(rows, mark.y).map(({ row, side }) =>
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

function label(plot: Plot, rows: Row[], options: object): Markish {
  return plot.text(rows, { fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 4, ...options });
}

/** Neighbouring lines have their labels on opposite sides, so that close ones do not overlap. */
function apart(rows: Row[], column: string): { row: Row; side: "low" | "high" }[] {
  const sorted = [...rows].sort((a, b) => Number(a[column]) - Number(b[column]));
  return sorted.map((row, place) => ({ row, side: place === 0 && rows.length > 1 ? "low" : "high" }));
}

function panelNames(plot: Plot, { facet }: Figure, facets: readonly Facet[]): Markish[] {
  if (facet === undefined) return [];
  const names = facets.map((value) => ({ value, name: `${facet.label} = ${value}` }));
  return [
    label(plot, names, {
      fy: "value",
      text: "name",
      frameAnchor: "top-right",
      dx: -2,
      dy: 4,
      fontWeight: 600,
    }),
  ];
}

function facetValues({ facet, data }: Figure): Facet[] {
  if (facet === undefined) return [];
  return [...new Set(Object.values(data).flatMap((table) => [...(table[facet.column]?.values ?? [])]))];
}

function rowsOf(table: DataTable): Row[] {
  const columns = Object.entries(table);
  const length = columns[0]?.[1].values.length ?? 0;
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(columns.map(([name, { values }]) => [name, values[row] as number | string])),
  );
}

/** What was measured has a colour a label; lines are theory or fits, and what carries a line's label has its colour. */
function colorOf(figure: Figure, mark: Mark): string {
  if (mark.kind === "vertical" || mark.kind === "horizontal") return "var(--bound)";
  const lines = new Set(figure.marks.flatMap((other) => (other.kind === "line" ? [other.label] : [])));
  if (mark.kind === "line" && mark.label === undefined) return "var(--muted)";
  if (lines.has(mark.label) && mark.label !== undefined) return "var(--theory)";
  const measured = figure.marks.flatMap((other) =>
    (other.kind === "bars" || other.kind === "points") && !lines.has(other.label) ? [other.label] : [],
  );
  return `var(--series-${([...new Set(measured)].indexOf(mark.label) % 3) + 1})`;
}

function legendEntries(figure: Figure): LegendEntry[] {
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
