import { plural } from "../base/text.js";
import { downloads, type Placed } from "./downloads.js";
import { drawFigure, NARROW } from "./draw.js";
import { renderFigure } from "./figure-file.js";
import { Html, html, prose } from "./html.js";
import { definitions, drawnTable, scrolling } from "./tables.js";

/** Drawn twice, for wide screens and paper and for narrow ones: the style shows one. */
export async function figureElement(placed: Placed, document: Document): Promise<Html> {
  const { figure, id } = placed;
  const data = Object.entries(figure.data).map(([name, table]) => drawnTable(name, table));
  const wide = await drawFigure(figure, { document, id });
  const narrow = await drawFigure(figure, { document, id: `${id}-narrow`, width: NARROW });
  return html`<figure id="${id}">
<div class="wide-drawing">${new Html(wide.outerHTML)}</div>
<div class="narrow-drawing">${new Html(narrow.outerHTML)}</div>
<figcaption><b>${figure.title}</b>${prose(figure.caption)}</figcaption>
${await downloads(placed, await renderFigure(figure, { document }))}
<details><summary>How it was made, and the numbers drawn</summary>
${definitions(making(placed))}
${scrolling(`Data of ${figure.title}`, html`${data}`)}</details>
</figure>`;
}

/** Of what, how much of it, from which seed, in which units, and what makes it again. */
function making({ figure: { source }, of }: Placed) {
  const table = of.tables.find(({ name }) => name === source);
  const seed = (of.config as { readonly seed?: unknown }).seed;
  return [
    ["from", `table ${source}${table === undefined ? "" : `, ${plural(table.rows, "row")}`}`],
    ...(seed === undefined ? [] : [["seed", String(seed)] as const]),
    ...(table === undefined ? [] : [["normalisation", prose(table.normalisation)] as const]),
    ["again", html`<code>${of.command}</code>`],
  ] as const;
}
