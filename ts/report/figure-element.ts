import { downloads, type Placed } from "./downloads.js";
import { drawFigure, NARROW } from "./draw.js";
import { renderFigure } from "./figure-file.js";
import { Html, html, prose } from "./html.js";
import { drawnTable, scrolling } from "./tables.js";

/** Drawn twice, for wide screens and paper and for narrow ones: the style shows one. */
export async function figureElement(placed: Placed, document: Document): Promise<Html> {
  const { figure, id, of } = placed;
  const data = Object.entries(figure.data).map(([name, table]) => drawnTable(name, table));
  const wide = await drawFigure(figure, { document, id });
  const narrow = await drawFigure(figure, { document, id: `${id}-narrow`, width: NARROW });
  return html`<figure id="${id}">
<div class="wide-drawing">${new Html(wide.outerHTML)}</div>
<div class="narrow-drawing">${new Html(narrow.outerHTML)}</div>
<figcaption><b>${figure.title}</b>${prose(figure.caption)}</figcaption>
${await downloads(placed, await renderFigure(figure, { document }))}
<details><summary>The numbers drawn, from table ${figure.source}, and the command that makes them again</summary>
<pre><code>${of.command}</code></pre>
${scrolling(`Data of ${figure.title}`, html`${data}`)}</details>
</figure>`;
}
