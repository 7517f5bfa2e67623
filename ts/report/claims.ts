import type { Claim, Part } from "../claims/claim.js";
import { type ClaimRow, effectWords, figuresOf } from "../claims/words.js";
import { type Html, html, prose } from "./html.js";
import { definitions } from "./tables.js";

/** The figures of one claim on both subjects, by their ids: the glass's and the networks'. */
export interface FigurePair {
  readonly title: string;
  readonly ids: readonly [string, string];
}

/** A figure that bears on several claims stands with the first. */
export function pairedFigures(
  rows: readonly ClaimRow[],
  figures: ReadonlyMap<string, Html>,
): readonly FigurePair[] {
  const pairs: FigurePair[] = [];
  for (const { title, glass, networks } of rows) {
    if (glass === undefined || networks === undefined) continue;
    const ids = [glass.figure, networks.figure] as const;
    if (ids.every((id) => figures.has(id) && !pairs.some((pair) => pair.ids.includes(id))))
      pairs.push({ title, ids });
  }
  return pairs;
}

/**
 * The first page: what the paper claims and what became of it, then each claim in a sentence with its test behind a fold,
 * and where it is of glass and networks alike the figures of both side by side.
 *
 * @param figures  those on the page, by their ids
 */
export function claimsSection(
  rows: readonly ClaimRow[],
  figures: ReadonlyMap<string, Html>,
  pairs: readonly FigurePair[],
): Html {
  const summary = rows.map(({ number, title, glass, networks, both }) => {
    const cells =
      both === undefined
        ? [verdictCell("glass", glass), verdictCell("networks", networks)]
        : [verdictCell("glass and networks", both, 2)];
    return html`<tr><th scope="row">${prose(number === "" ? title : `${number} ${title}`)}</th>${cells}</tr>`;
  });
  const head = ["claim", "glass", "networks"].map((name) => html`<th scope="col">${name}</th>`);
  return html`<section id="claims">
<h2>What the paper claims, and what these runs say of it</h2>
<table class="wide cards claims"><thead><tr>${head}</tr></thead><tbody>${summary}</tbody></table>
<p class="quiet">Intervals are of 95 %. Supported: the interval lies where the claim says; not supported: elsewhere; inconclusive: neither. Nothing is ever proved.</p>
${rows.map((row) => judged(row, figures, pairs))}
</section>`;
}

function judged(
  { title, both, glass, networks }: ClaimRow,
  figures: ReadonlyMap<string, Html>,
  pairs: readonly FigurePair[],
): Html {
  const claims = [both, glass, networks].filter((claim) => claim !== undefined);
  const pair = pairs.find((pair) => pair.title === title)?.ids.flatMap((id) => figures.get(id) ?? []);
  return html`${claims.map((claim) => details(claim, figures))}${pair === undefined ? "" : html`<div class="pair">${pair}</div>`}`;
}

function verdictCell(subject: string, claim: Claim | undefined, columns = 1): Html {
  const span = columns > 1 ? html` colspan="${columns}"` : "";
  if (claim === undefined) return html`<td data-name="${subject}"${span}>–</td>`;
  return html`<td data-name="${subject}"${span}><span><b>${claim.verdict}</b> <small>${prose(figuresOf(claim))}</small></span></td>`;
}

function details(claim: Claim, figures: ReadonlyMap<string, Html>): Html {
  const { id, subject, statement, source, sentence, figure, verdict, parts, test, refutedBy, rule } = claim;
  const shown = figures.has(figure) ? html` <a href="#${figure}">Its figure</a>.` : "";
  const on = subject === "both" ? "glass and networks" : subject;
  return html`<h3 id="claim-${id}">${id}: ${verdict}, on ${on}</h3>
<p>${prose(sentence)}${shown}</p>
<details><summary>Statement, test and what would refute it</summary>
${definitions([
  ["statement", prose(statement)],
  ["source", source],
  ["test", prose(test)],
  ...parts.map((part) => [part.verdict, prose(partWords(part))] as const),
  ["refuted by", prose(refutedBy)],
  ["rule", `version ${rule} of docs/claims.md`],
])}
</details>`;
}

/** A test of a claim with its interval. */
function partWords({ statistic, unit, effect, low, high, smallestEffect, claimed }: Part): string {
  const found = effectWords({ effect: effect ?? Number.NaN, low: low ?? -Infinity, high: high ?? Infinity });
  const asked = `${claimed === "beyond" ? "more than" : "within ±"} ${smallestEffect}`;
  return `${statistic}: ${found}${unit === "1" ? "" : ` ${unit}`}; asked for: ${asked}`;
}
