import { formatNumber } from "../base/text.js";
import type { NamedNumber } from "../experiments/experiment.js";
import type { DataTable } from "../figures/figure.js";
import { type Html, html, prose } from "./html.js";

/** A region that scrolls sideways on narrow screens, and can be reached by keyboard for it. */
export function scrolling(name: string, content: Html): Html {
  return html`<div class="scroll" role="region" aria-label="${name}" tabindex="0">${content}</div>`;
}

/** The data behind a figure, every digit that six places can hold. */
export function dataTable(name: string, table: DataTable): Html {
  const columns = Object.entries(table);
  const length = columns[0]?.[1].values.length ?? 0;
  const rows = Array.from({ length }, (_, row) => {
    const cells = columns.map(([, { values }]) => valueCell(values[row] as number | string));
    return html`<tr>${cells}</tr>`;
  });
  const heads = columns.map(
    ([column, { meaning, values }]) =>
      html`<th scope="col" class="${typeof values[0] === "number" ? "number" : "text"}">${column}<small>${prose(meaning)}</small></th>`,
  );
  return html`<table><caption>${name}</caption><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table>`;
}

/**
 * The numbers of a summary: several measured at one thing (`{ n }`) as a table with a column a value of it,
 * the others one a row.
 */
export function numberTables(numbers: readonly NamedNumber[]): Html {
  const keyOf = ({ at }: NamedNumber) => Object.keys(at).join(" ");
  const pivots = [...new Set(numbers.map(keyOf))].filter((key) => {
    const group = numbers.filter((number) => keyOf(number) === key);
    return /^\S+$/.test(key) && new Set(group.map(({ name }) => name)).size > 1;
  });
  const rest = numbers.filter((number) => !pivots.includes(keyOf(number)));
  const tables = pivots.map((key) =>
    pivotTable(
      key,
      numbers.filter((number) => keyOf(number) === key),
    ),
  );
  return html`${[...tables, ...(rest.length > 0 ? [listTable(rest)] : [])].map((table) => scrolling("Numbers", table))}`;
}

function pivotTable(key: string, numbers: readonly NamedNumber[]): Html {
  const places = [...new Set(numbers.map(({ at }) => at[key] as number | string))];
  const names = [...new Set(numbers.map(({ name }) => name))];
  const rows = names.map((name) => {
    const group = numbers.filter((number) => number.name === name);
    const cells = places.map((place) => {
      const number = group.find(({ at }) => at[key] === place);
      return html`<td class="number">${number === undefined ? "–" : formatNumber(number.value, number.error)}</td>`;
    });
    return html`<tr>${quantity(group[0] as NamedNumber)}${cells}</tr>`;
  });
  const heads = places.map((place) => html`<th scope="col" class="number">${key} = ${place}</th>`);
  return html`<table class="wide"><thead><tr><th scope="col">quantity</th>${heads}</tr></thead><tbody>${rows}</tbody></table>`;
}

function listTable(numbers: readonly NamedNumber[]): Html {
  const rows = numbers.map((number) => {
    const at = Object.entries(number.at).map(([key, value]) => `${key.replaceAll("_", " ")} = ${value}`);
    return html`<tr>${quantity(number)}<td>${at.join(", ")}</td>
<td class="number">${formatNumber(number.value, number.error)}</td></tr>`;
  });
  return html`<table class="wide"><thead><tr><th scope="col">quantity</th><th scope="col">at</th>
<th scope="col" class="number">value</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function quantity({ name, meaning, unit }: NamedNumber): Html {
  const units = unit === "1" ? "" : `, ${unit}`;
  return html`<th scope="row">${name.replaceAll("_", " ")}<small>${prose(`${meaning}${units}`)}</small></th>`;
}

function valueCell(value: number | string): Html {
  if (typeof value === "string") return html`<td>${value}</td>`;
  const text = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  return html`<td class="number">${text.replaceAll("-", "−")}</td>`;
}

/** Terms and what they are. */
export function definitions(entries: readonly (readonly [string, string | Html])[]): Html {
  return html`<dl>${entries.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>`;
}
