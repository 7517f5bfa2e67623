import { formatNumber } from "../base/text.js";
import type { NamedNumber } from "../experiments/experiment.js";
import { dataRows } from "../figures/data.js";
import type { DataTable } from "../figures/figure.js";
import { type Summary, summaryTexts } from "../figures/summary.js";
import { groupBy } from "../statistics/groups.js";
import type { ColumnSpec } from "../tables/spec.js";
import { type Html, html, prose } from "./html.js";

/** A region that scrolls sideways on narrow screens, and can be reached by keyboard for it. */
export function scrolling(name: string, content: Html): Html {
  return html`<div class="scroll" role="region" aria-label="${name}" tabindex="0">${content}</div>`;
}

/** The answer in small. */
export function summaryTable(summary: Summary): Html {
  const heads = summary.head.map((name) => head(name));
  const rows = summaryTexts(summary).map(([first = "", ...others]) => [
    html`<th scope="row">${first}</th>`,
    ...others.map((text, place) => cell("text", text, summary.head[place + 1])),
  ]);
  // More columns than a narrow screen holds are read row by row there.
  const shape = summary.head.length > 4 ? "wide cards summary" : "wide summary";
  return html`<table class="${shape}"><caption>${summary.title}</caption>${content(heads, rows)}</table>`;
}

/** The data behind a figure, every digit that six places can hold. */
export function drawnTable(name: string, data: DataTable): Html {
  const heads = Object.entries(data).map(([column, { meaning, values }]) =>
    head(html`${column}<small>${prose(meaning)}</small>`, typeof values[0] === "number"),
  );
  const rows = dataRows(data).map((row) => Object.values(row).map(valueCell));
  return html`<table><caption>${name}</caption>${content(heads, rows)}</table>`;
}

/** What a table's columns hold. */
export function columnsTable(columns: readonly ColumnSpec[]): Html {
  const heads = ["column", "type", "unit", "meaning"].map((name) => head(name));
  const rows = columns.map(({ name, type, unit, meaning, vocabulary }) => [
    html`<th scope="row"><code>${name}</code></th>`,
    cell("text", type, "type"),
    cell("text", unit, "unit"),
    cell("text", `${meaning}${vocabulary === undefined ? "" : ` (${vocabulary.join(", ")})`}`, "meaning"),
  ]);
  return cardsTable(heads, rows);
}

/** Numbers with their errors that fit beside each other, and beside what they are, on paper. */
const ABREAST = 4;

/**
 * The numbers of an answer: several measured at one thing (`{ n }`) as a table with a column a value of it, the others, and those of
 * more values than a page is wide, one a row.
 */
export function numberTables(numbers: readonly NamedNumber[]): Html {
  const byPlaces = groupBy(numbers, ({ at }) => Object.keys(at).join(" "));
  const isPivot = ([key, group]: [string, NamedNumber[]]) =>
    /^\S+$/.test(key) &&
    new Set(group.map(({ name }) => name)).size > 1 &&
    new Set(group.map(({ at }) => at[key])).size <= ABREAST;
  const pivots = [...byPlaces].filter(isPivot);
  const rest = numbers.filter((number) => !pivots.some(([, group]) => group.includes(number)));
  const tables = pivots.map(([key, group]) => pivotTable(key, group));
  if (rest.length > 0) tables.push(listTable(rest));
  return html`${tables}`;
}

function pivotTable(key: string, numbers: readonly NamedNumber[]): Html {
  const places = [...new Set(numbers.map(({ at }) => at[key] as number | string))];
  const title = (place: number | string) => `${key} = ${place}`;
  const rows = [...groupBy(numbers, ({ name }) => name).values()].map((group) => [
    quantity(group[0] as NamedNumber),
    ...places.map((place) => {
      const number = group.find(({ at }) => at[key] === place);
      const text = number === undefined ? "–" : formatNumber(number.value, number.error);
      return cell("number", text, title(place));
    }),
  ]);
  return cardsTable([head("quantity"), ...places.map((place) => head(title(place), true))], rows);
}

function listTable(numbers: readonly NamedNumber[]): Html {
  const rows = numbers.map((number) => {
    const at = Object.entries(number.at).map(([key, value]) => `${key.replaceAll("_", " ")} = ${value}`);
    return [
      quantity(number),
      cell("text", at.join(", "), "at"),
      cell("number", formatNumber(number.value, number.error), "value"),
    ];
  });
  return cardsTable([head("quantity"), head("at"), head("value", true)], rows);
}

/** On a narrow screen each row is a card, its cells named by their heads: no column is cut off. */
function cardsTable(heads: readonly Html[], rows: readonly (readonly Html[])[]): Html {
  return html`<table class="wide cards">${content(heads, rows)}</table>`;
}

function content(heads: readonly Html[], rows: readonly (readonly Html[])[]): Html {
  return html`<thead><tr>${heads}</tr></thead><tbody>${rows.map((cells) => html`<tr>${cells}</tr>`)}</tbody>`;
}

function head(name: string | Html, isNumber = false): Html {
  return html`<th scope="col" class="${isNumber ? "number" : "text"}">${name}</th>`;
}

function quantity({ name, meaning, unit }: NamedNumber): Html {
  const units = unit === "1" ? "" : `, ${unit}`;
  return html`<th scope="row">${name.replaceAll("_", " ")}<small>${prose(`${meaning}${units}`)}</small></th>`;
}

function valueCell(value: number | string): Html {
  if (typeof value === "string") return html`<td>${value}</td>`;
  const text = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  return cell("number", text.replaceAll("-", "−"));
}

/** @param name  its column's, shown where the head is not */
function cell(kind: "number" | "text", text: string, name = ""): Html {
  // A line may end before the ± of a number, not after it.
  const joined = text.replaceAll("± ", "±\u00a0");
  return html`<td class="${kind}"${name === "" ? "" : html` data-name="${name}"`}>${joined}</td>`;
}

/** Terms and what they are. */
export function definitions(entries: readonly (readonly [string, string | Html])[]): Html {
  return html`<dl>${entries.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>`;
}
