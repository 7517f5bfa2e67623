import type { DataTable, Figure } from "../figures/figure.js";
import { type Html, html } from "./html.js";

/**
 * Links to a figure and its data as files. They hold the files themselves, since the page loads nothing.
 *
 * @param svg  the figure as a file of its own
 */
export function downloads(name: string, figure: Figure, svg: string): Html {
  const data = Object.entries(figure.data).map(([table, columns]) =>
    link(`${name}-${table}.csv`, `${table}.csv`, "text/csv", csvOf(columns)),
  );
  const links = [link(`${name}.svg`, "SVG", "image/svg+xml", svg), ...data];
  return html`<p class="downloads">Download: ${links.flatMap((each, place) => (place === 0 ? [each] : [html`, `, each]))}</p>`;
}

function link(file: string, text: string, type: string, content: string): Html {
  return html`<a download="${file}" href="data:${type};charset=utf-8,${encodeURIComponent(content)}">${text}</a>`;
}

/** A head and a line a row, with every digit; words in quotes. */
export function csvOf(data: DataTable): string {
  const columns = Object.entries(data);
  const length = columns[0]?.[1].values.length ?? 0;
  const cell = (value: number | string | undefined) =>
    typeof value === "string" ? `"${value.replaceAll('"', '""')}"` : String(value);
  const rows = Array.from({ length }, (_, row) =>
    columns.map(([, { values }]) => cell(values[row])).join(","),
  );
  return `${[columns.map(([name]) => name).join(","), ...rows].join("\n")}\n`;
}
