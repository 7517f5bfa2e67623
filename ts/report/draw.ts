import type { PlotOptions } from "@observablehq/plot";
import type { Figure } from "../figures/figure.js";
import { element } from "./element.js";
import { LEGEND_ROW, legend, legendRows } from "./legend.js";
import { drawMark, type Facet, facetValues, PANEL_NAME, panelNames } from "./marks.js";
import { typeset } from "./typeset.js";

/** In a column of text on a screen, and on a phone. */
export const WIDE = 680;
export const NARROW = 350;
const PLAIN_HEIGHT = 360;
const PANEL_HEIGHT = 120;
const MAP_SIDE = 420;

/**
 * The figure as an SVG element without a style of its own: colours are the custom properties of `style.ts`.
 *
 * @param options.document  a page's, or `headlessDocument()`
 * @param options.id        unique in the document that it becomes part of; the figure's by default
 * @param options.width     in pixels at which its letters are as large as a caption's
 */
export async function drawFigure(
  figure: Figure,
  {
    document,
    id = figure.id,
    width = WIDE,
  }: { readonly document: Document; readonly id?: string; readonly width?: number },
): Promise<Element> {
  const plot = await import("@observablehq/plot");
  const facets = facetValues(figure);
  const rows = legendRows(figure, width);
  const svg = plot.plot({
    ...layout(figure, facets, width, rows.length),
    document,
    marks: [
      // Bars stand on 0; what is measured elsewhere is not drawn from there.
      facets.length > 0 && figure.marks.some(({ kind }) => kind === "bars")
        ? plot.ruleY([0], { stroke: "var(--rule)" })
        : null,
      figure.marks.map((mark) => drawMark(plot, figure, mark, facets)),
      panelNames(plot, figure, facets),
    ],
  });
  for (const style of svg.querySelectorAll("style")) style.remove();
  for (const name of ["class", "font-family"]) svg.removeAttribute(name);
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-labelledby", `${id}-title`);
  const title = `${figure.title}: ${figure.y.label} against ${figure.x.label}`;
  svg.insertBefore(element(document, "title", { id: `${id}-title` }, title), svg.firstChild);
  for (const text of svg.querySelectorAll("text")) raiseExponents(text);
  svg.append(...legend(document, rows, width));
  return svg;
}

/** `N^(−2/3)` with its exponent set high and small; Firefox knows no `baseline-shift`. */
function raiseExponents(text: Element): void {
  const parts = typeset(text.textContent ?? "");
  if (!parts.some(({ raised }) => raised)) return;
  text.textContent = "";
  for (const part of parts) {
    const dy = part.raised ? "-0.4em" : part.after ? "0.3em" : "0";
    const attributes = { dy, ...(part.raised && { "font-size": "75%" }) };
    text.append(element(text.ownerDocument, "tspan", attributes, part.text));
  }
}

function layout(figure: Figure, facets: readonly Facet[], width: number, legendRows: number): PlotOptions {
  const isNamed = facets.length > 0 && figure.marks.some(({ kind }) => kind === "vertical");
  const marginTop = 28 + LEGEND_ROW * legendRows + (isNamed ? PANEL_NAME : 0);
  const marginBottom = 42;
  // Powers of ten have longer names than other ticks: 0.00001.
  const [marginLeft, marginRight] = [figure.y.scale === "log" ? 64 : 56, width < WIDE ? 22 : 28];
  const isMap = figure.marks.some(({ kind }) => kind === "map");
  const hasLevels = figure.marks.some(({ kind }) => kind === "horizontal");
  // A map is a square in the middle.
  const room = width - marginLeft - marginRight;
  const side = Math.min(room, MAP_SIDE);
  const beside = isMap ? (room - side) / 2 : 0;
  const plotHeight = isMap ? side : facets.length > 0 ? facets.length * PANEL_HEIGHT : PLAIN_HEIGHT;
  return {
    width,
    height: plotHeight + marginTop + marginBottom,
    marginTop,
    marginBottom,
    marginLeft: marginLeft + beside,
    marginRight: marginRight + beside,
    // Room inside the frame for points at its edges and for their names.
    ...(facets.length === 0 && !isMap && { insetLeft: 16, insetRight: 56, insetTop: 12, insetBottom: 16 }),
    ...(facets.length > 0 && hasLevels && { insetRight: 40 }),
    x: scale(figure.x),
    y: {
      ticks: facets.length > 0 ? 3 : 6,
      ...scale(figure.y),
      grid: !isMap,
      nice: figure.y.scale !== "log" && !isMap,
    },
    ...(facets.length > 0 && { fy: { axis: null, padding: 0.2 } }),
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
