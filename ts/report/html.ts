import { typeset } from "./typeset.js";

/** Markup that needs no more escaping. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Html[];

/** A template whose values are escaped, unless they are markup already. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: strings }, ...parts.map(markup)));
}

/** Safe in element content and in quoted attributes, in HTML and in XML. */
export function escapeText(text: string): string {
  const safe = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
  // Control characters have no place in XML, not even escaped.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are taken out
  return safe.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
}

/** Text whose exponents are set high, and whose `N = 100`, `1.50 ± 0.01` and `3-spin` do not break over lines, nor `|σ|²`. */
export function prose(text: string): Html {
  const joined = text
    .replace(/ ([=±→]) /g, "\u00a0$1\u00a0")
    .replace(/\b(\w)-(?=\w)/g, "$1\u2011")
    .replaceAll("|σ|²", "|\u2060σ\u2060|\u2060²");
  return html`${typeset(joined).map((piece) => (piece.raised ? html`<sup>${piece.text}</sup>` : html`${piece.text}`))}`;
}

function markup(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(({ text }) => text).join("");
  return escapeText(String(part));
}
