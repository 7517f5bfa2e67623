import { type Html, html } from "./html.js";

/** The paper whose experiments these are; CITATION.cff has it too. */
export const PAPER = {
  title: "The Loss Surfaces of Multilayer Networks",
  authors: "Choromanska, Henaff, Mathieu, Ben Arous, LeCun",
  venue: "AISTATS 2015",
  pages: "Proceedings of Machine Learning Research 38, 192–204",
  url: "https://arxiv.org/abs/1412.0233",
} as const;

const THEORY = {
  title: "Random matrices and complexity of spin glasses",
  rest: "Auffinger, Ben Arous, Černý, Communications on Pure and Applied Mathematics 66 (2013), 165–201",
  url: "https://arxiv.org/abs/1003.1129",
} as const;

export const paperLink = (): Html => html`<a href="${PAPER.url}"><i>${PAPER.title}</i></a>`;

/** @param versions  of losscape that computed what is reported */
export function citation(versions: readonly string[]): Html {
  return html`<section><h2>To cite</h2>
<ul>
<li>losscape ${versions.join(" and ")}: a laboratory for the loss surfaces of multilayer networks and spherical spin glasses.</li>
<li>${PAPER.authors}, ${paperLink()}, ${PAPER.venue}, ${PAPER.pages}.</li>
<li>${THEORY.rest}: <a href="${THEORY.url}"><i>${THEORY.title}</i></a>, for −E₀ and −E∞.</li>
</ul></section>`;
}
