import { canonicalJson } from "../base/canonical.js";
import { dataRows } from "../figures/data.js";
import type { DataTable, Figure } from "../figures/figure.js";
import type { Columns, Provenance, TableSpec } from "../tables/spec.js";
import { type Html, html } from "./html.js";
import type { ReportedExperiment } from "./input.js";

/** A figure of an experiment on a page. */
export interface Placed {
  readonly figure: Figure;
  /** Unique on the page. */
  readonly id: string;
  readonly of: ReportedExperiment;
}

/**
 * Links to a figure and its data as files. They hold the files themselves, since the page loads nothing.
 *
 * @param svg  the figure as a file of its own
 */
export async function downloads({ figure, id, of }: Placed, svg: string): Promise<Html> {
  const links = [link(`${id}.svg`, "SVG", `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`)];
  for (const [name, data] of Object.entries(figure.data)) {
    const csv = `data:text/csv;charset=utf-8,${encodeURIComponent(csvOf(data))}`;
    const arrow = `data:application/vnd.apache.arrow.file;base64,${base64(await arrowOf(name, data, figure, of))}`;
    const [asCsv, asArrow] = [`${id}-${name}.csv`, `${id}-${name}.arrow`];
    links.push(html`${link(asCsv, `${name}.csv`, csv)} (${link(asArrow, "Arrow", arrow, `${name}.arrow`)})`);
  }
  return html`<p class="downloads">Download: ${links.flatMap((each, place) => (place === 0 ? [each] : [html`, `, each]))}</p>`;
}

/** @param name  what it is called where its text alone does not say it */
function link(file: string, text: string, href: string, name?: string): Html {
  return html`<a download="${file}" href="${href}"${name === undefined ? "" : html` aria-label="${name}"`}>${text}</a>`;
}

/** As an Arrow file, with what its columns mean. */
async function arrowOf(
  name: string,
  data: DataTable,
  figure: Figure,
  of: ReportedExperiment,
): Promise<Uint8Array> {
  const { buildTable, toBytes } = await import("../tables/index.js");
  const columns = Object.entries(data);
  const isText = (values: DataTable[string]["values"]): values is readonly string[] =>
    typeof values[0] === "string";
  const spec: TableSpec = {
    name,
    normalisation: `drawn in the figure ${figure.id}, from the table ${figure.source}`,
    columns: columns.map(([column, { meaning, values }]) => ({
      name: column,
      type: isText(values) ? "utf8" : "float64",
      unit: "",
      meaning,
    })),
  };
  const provenance: Provenance = {
    version: of.run.version,
    config: canonicalJson(of.config),
    backend: of.run.backend,
    normalisation: spec.normalisation,
    experiment: of.name,
  };
  const values = columns.map(([column, { values }]) => [
    column,
    isText(values) ? values : Float64Array.from(values as readonly number[]),
  ]);
  return toBytes(buildTable(spec, Object.fromEntries(values) as Columns, provenance));
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** A head and a line a row, with every digit; words in quotes. */
export function csvOf(data: DataTable): string {
  const cell = (value: number | string) =>
    typeof value === "string" ? `"${value.replaceAll('"', '""')}"` : String(value);
  const rows = dataRows(data).map((row) => Object.values(row).map(cell));
  return `${[Object.keys(data), ...rows].map((cells) => cells.join(",")).join("\n")}\n`;
}
