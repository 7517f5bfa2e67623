import { formatNumber } from "../base/text.js";
import type { NamedNumber } from "../experiments/experiment.js";
import type { DataTable } from "../figures/figure.js";
import { groupBy } from "../statistics/groups.js";
import type { ColumnSpec } from "../tables/spec.js";
import { type Html, html, prose } from "./html.js";

/** A region that scrolls sideways on narrow screens, and can be reached by keyboard for it. */
export function scrolling(name: string, content: Html): Html {
  return html`<div class="scroll" role="region" aria-label="${name}" tabindex="0">${content}</div>`;
}

/** The data behind a figure, every digit that six places can hold. */
export function drawnTable(name: string, data: DataTable): Html {
  const columns = Object.entries(data);
  const length = columns[0]?.[1].values.length ?? 0;
  const heads = columns.map(([column, { meaning, values }]) =>
    head(html`${column}<small>${prose(meaning)}</small>`, typeof values[0] === "number"),
  );
  const rows = Array.from({ length }, (_, row) =>
    columns.map(([, { values }]) => valueCell(values[row] as number | string)),
  );
  return html`<table><caption>${name}</caption>${content(heads, rows)}</table>`;
}

/** What a table's columns hold. */
export function columnsTable(columns: readonly ColumnSpec[]): Html {
  const rows = columns.map(({ name, type, unit, meaning, vocabulary }) => [
    html`<th scope="row"><code>${name}</code></th>`,
    html`<td>${type}</td>`,
    html`<td>${unit}</td>`,
    html`<td>${meaning}${vocabulary === undefined ? "" : ` (${vocabulary.join(", ")})`}</td>`,
  ]);
  return wideTable(
    ["column", "type", "unit", "meaning"].map((name) => head(name)),
    rows,
  );
}

/**
 * The numbers of an answer: several measured at one thing (`{ n }`) as a table with a column a value of it, the others
 * one a row.
 */
export function numberTables(numbers: readonly NamedNumber[]): Html {
  const byPlaces = groupBy(numbers, ({ at }) => Object.keys(at).join(" "));
  const isPivot = ([key, group]: [string, NamedNumber[]]) =>
    /^\S+$/.test(key) && new Set(group.map(({ name }) => name)).size > 1;
  const pivots = [...byPlaces].filter(isPivot);
  const rest = numbers.filter((number) => !pivots.some(([, group]) => group.includes(number)));
  const tables = pivots.map(([key, group]) => pivotTable(key, group));
  if (rest.length > 0) tables.push(listTable(rest));
  return html`${tables.map((table) => scrolling("Numbers", table))}`;
}

function pivotTable(key: string, numbers: readonly NamedNumber[]): Html {
  const places = [...new Set(numbers.map(({ at }) => at[key] as number | string))];
  const rows = [...groupBy(numbers, ({ name }) => name).values()].map((group) => [
    quantity(group[0] as NamedNumber),
    ...places.map((place) => {
      const number = group.find(({ at }) => at[key] === place);
      return numberCell(number === undefined ? "–" : formatNumber(number.value, number.error));
    }),
  ]);
  return wideTable([head("quantity"), ...places.map((place) => head(`${key} = ${place}`, true))], rows);
}

function listTable(numbers: readonly NamedNumber[]): Html {
  const rows = numbers.map((number) => {
    const at = Object.entries(number.at).map(([key, value]) => `${key.replaceAll("_", " ")} = ${value}`);
    return [
      quantity(number),
      html`<td>${at.join(", ")}</td>`,
      numberCell(formatNumber(number.value, number.error)),
    ];
  });
  return wideTable([head("quantity"), head("at"), head("value", true)], rows);
}

function wideTable(heads: readonly Html[], rows: readonly (readonly Html[])[]): Html {
  return html`<table class="wide">${content(heads, rows)}</table>`;
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
  return numberCell(text.replaceAll("-", "−"));
}

function numberCell(text: string): Html {
  return html`<td class="number">${text}</td>`;
}

/** Terms and what they are. */
export function definitions(entries: readonly (readonly [string, string | Html])[]): Html {
  return html`<dl>${entries.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>`;
}
