import { duration, plural } from "../base/text.js";
import { claimRows } from "../claims/words.js";
import { claimsSection, pairedFigures } from "./claims.js";
import { figureElement } from "./figure-element.js";
import { Html, html, prose } from "./html.js";
import type { ReportedExperiment, ReportedRun, ReportedTable, ReportInput } from "./input.js";
import { PNG_SCRIPT, PNG_SCRIPT_HASH } from "./png.js";
import { citation, PAPER, paperLink } from "./sources.js";
import { PAGE } from "./style.js";
import { columnsTable, definitions, numberTables, summaryTable } from "./tables.js";

/** The browser may load nothing at all for this page, and run nothing but the one script that is known by its hash. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src '${PNG_SCRIPT_HASH}'`;

/** As many sections are found by scrolling. */
const WITHOUT_CONTENTS = 3;

/**
 * One HTML file: figures, numbers with errors, how they were made, where the data are. It loads nothing, and runs one script, by which a
 * figure is downloaded as PNG.
 *
 * @param options.document  whose elements figures are made of: a page's own, or `headlessDocument()`
 */
export async function renderReport(
  { date, claims, experiments, notes }: ReportInput,
  { document }: { readonly document: Document },
): Promise<string> {
  const title = titleOf(experiments, claims.length > 0);
  const versions = [...new Set(experiments.map(({ run }) => run.version))];
  const figures = new Map<string, Html>();
  for (const of of experiments)
    for (const figure of of.answer.figures) {
      const id = `${of.name}-${figure.id}`;
      figures.set(id, await figureElement({ figure, id, of }, document));
    }
  const rows = claimRows(claims);
  const pairs = pairedFigures(rows, figures);
  const inPairs = new Set(pairs.flatMap(({ ids }) => ids));
  const sections = experiments.map((experiment) => section(experiment, figures, inPairs));
  const end = html`<section><h2>Notes</h2><ul>${notes.map((note) => html`<li>${note}</li>`)}</ul></section>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Html(PAGE)}</style>
</head>
<body>
<header><h1>${prose(title)}</h1>
<p class="quiet">After ${paperLink()} (${PAPER.authors}, ${PAPER.venue}). Written on ${date} by losscape ${versions.join(" and ")}.</p>
${experiments.length > WITHOUT_CONTENTS ? contents(experiments, claims.length > 0) : ""}</header>
<main>
${claims.length > 0 ? claimsSection(rows, figures, pairs) : ""}
${sections}
${notes.length > 0 ? end : ""}
${citation(versions)}
</main>
<script>${new Html(PNG_SCRIPT)}</script>
</body>
</html>
`.text;
}

/** What the experiments looked at; of one without a summary, its question. Of many the contents say that. */
function titleOf(experiments: readonly ReportedExperiment[], judged: boolean): string {
  if (experiments.length > WITHOUT_CONTENTS)
    return judged
      ? "The paper's claims on glasses and networks, tested"
      : `${experiments.length} experiments on glasses and networks`;
  const titles = experiments.map(({ question, answer: { summary } }) => summary?.title ?? question);
  const [first = "", ...others] = titles;
  return [first, ...others.map((title) => title.charAt(0).toLowerCase() + title.slice(1))].join("; ");
}

function contents(experiments: readonly ReportedExperiment[], hasClaims: boolean): Html {
  const entries = experiments.map(({ name, question }) => html`<li><a href="#${name}">${question}</a></li>`);
  return html`<nav aria-label="Contents"><ol>${hasClaims ? html`<li><a href="#claims">The claims of the paper</a></li>` : ""}${entries}</ol></nav>`;
}

/** Figures of a pair stand with the claim, and their section says where. */
function section(
  { name, question, config, command, answer, tables, run }: ReportedExperiment,
  figures: ReadonlyMap<string, Html>,
  inPairs: ReadonlySet<string>,
): Html {
  const { sentences, summary } = answer;
  const drawn = answer.figures.map((figure) => {
    const id = `${name}-${figure.id}`;
    return inPairs.has(id)
      ? html`<p class="quiet">Figure: <a href="#${id}">${figure.title}</a>, with its claim.</p>`
      : (figures.get(id) as Html);
  });
  return html`<section id="${name}">
<h2>${question}</h2>
${sentences.map((sentence) => html`<p class="answer">${prose(sentence)}</p>`)}
${summary === undefined ? "" : summaryTable(summary)}
<p class="quiet">Experiment <code>${name}</code>, ${runLine(run)}. Again: <code>${command}</code></p>
${drawn}
${numbersOf(answer.numbers)}
<h3>How it was made</h3>
${definitions([...given(config).map(([key, value]) => [key, code(configText(value))] as const), ...runFacts(run)])}
<h3>Data</h3>
${tables.map(tableElement)}
${loading(tables)}
</section>`;
}

/** More numbers than these are read where they are looked for. */
const AT_SIGHT = 60;

function numbersOf(numbers: ReportedExperiment["answer"]["numbers"]): Html {
  const tables = html`${numberTables(numbers)}<p class="quiet">value ± standard error</p>`;
  if (numbers.length <= AT_SIGHT) return html`<h3>Numbers</h3>${tables}`;
  return html`<div class="folded"><h3>Numbers</h3><details><summary>All ${numbers.length} numbers</summary>${tables}</details></div>`;
}

function runLine({ shards, made }: ReportedRun): string {
  if (made === undefined) return plural(shards, "shard");
  const { seconds, workers, reused } = made;
  const computed = `${shards - reused} of ${shards} shards computed in ${duration(seconds)}`;
  return `${computed} on ${plural(workers, "worker")}${reused > 0 ? `, ${reused} kept from an earlier run` : ""}`;
}

function runFacts({ version, wasmHash, backend, made }: ReportedRun) {
  return [
    ["losscape", version],
    ["build", html`${code(wasmHash)} (hash of the WebAssembly module)`],
    [
      "backend",
      backend === "strict"
        ? "strict (the same bits on every engine)"
        : "relaxed (rounding depends on the processor)",
    ],
    ...(made === undefined ? [] : ([["engine", made.engine]] as const)),
  ] as const;
}

function tableElement({ name, file, rows, columns }: ReportedTable): Html {
  return html`<p>Table <b>${name}</b>: ${rows.toLocaleString("en")} rows in ${code(file)}</p>
<details><summary>Its ${columns.length} columns</summary>${columnsTable(columns)}</details>`;
}

function loading(tables: readonly ReportedTable[]): Html | "" {
  const first = tables[0];
  if (first === undefined) return "";
  const path = JSON.stringify(first.file);
  const python = `import pyarrow as pa

${first.name} = pa.ipc.open_file(pa.memory_map(${path})).read_all()
${first.name}.schema.metadata    # version, config, normalisation
${first.name}.to_pandas()`;
  const javascript = `import { readFile } from "node:fs/promises";
import { tableFromIPC } from "apache-arrow";

const ${first.name} = tableFromIPC(await readFile(${path}));`;
  return html`<p>They are Arrow IPC files. In Python and in JavaScript, from this report's folder:</p>
<pre><code>${python}</code></pre>
<pre><code>${javascript}</code></pre>`;
}

/** What a config says; an absent option is nothing that it says. */
const given = (config: object) => Object.entries(config).filter(([, value]) => value !== undefined);

function configText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function code(text: string): Html {
  return html`<code>${text}</code>`;
}
