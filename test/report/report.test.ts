import { createHash } from "node:crypto";
import { tableFromIPC } from "apache-arrow";
import { beforeAll, describe, expect, test } from "vitest";
import type { Figure } from "../../ts/figures/figure.js";
import { MINIMA, SPECTRA } from "../../ts/glass/tables.js";
import { headlessDocument } from "../../ts/report/headless.js";
import { drawFigure, renderFigure, renderReport } from "../../ts/report/index.js";
import { PNG_SCRIPT, PNG_SCRIPT_HASH } from "../../ts/report/png.js";
import { typeset } from "../../ts/report/typeset.js";
import { found, input } from "./made-report.js";

const document = await headlessDocument();

/** Markup that loads or runs something. */
const ACTIVE =
  /<script|<link|<iframe|<object|<embed|<base|\son\w+=|\s(src|href|xlink:href|action)=|url\(|@import|javascript:/i;

/** Links for the reader to follow: to the paper, to a section, and to files that the page itself holds. */
const LINK =
  /<a (?:download="[\w.-]+" )?href="(?:https:\/\/arxiv\.org\/abs\/[\d.]+|#[\w-]+|data:(?:(?:text\/csv|image\/svg\+xml);charset=utf-8,|application\/vnd\.apache\.arrow\.file;base64,)[^"<>]*)"(?: aria-label="[\w.-]+")?>/g;

/** `toContain` prints the whole text where it fails, and that is a page. */
const expectText = (whole: string, part: string) => expect(whole.includes(part), part).toBe(true);

describe("a report", () => {
  let page: string;
  beforeAll(async () => {
    page = await renderReport(input, { document });
  });

  test("loads nothing and runs one script of its own, and its policy forbids all else", () => {
    expect(`sha256-${createHash("sha256").update(PNG_SCRIPT).digest("base64")}`).toBe(PNG_SCRIPT_HASH);
    const unlinked = page.replace(`<script>${PNG_SCRIPT}</script>`, "").replace(LINK, "");
    expect(unlinked.match(ACTIVE)).toBeNull();
    // The namespace of SVG names and does not load; the style shows links on paper.
    const named = unlinked.replaceAll("http://www.w3.org/2000/svg", "").replace('a[href^="http"]', "");
    expect(named.match(/https?:/)).toBeNull();
    const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src '${PNG_SCRIPT_HASH}'`;
    expectText(page, `content="${policy.replaceAll("'", "&#39;")}"`);
  });

  test("escapes what it was given", () => {
    expectText(page, "&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
    expectText(page, "it &amp; nothing else");
  });

  test("holds every figure with its caption and, below it, a table of what it draws", () => {
    expect(page.match(/<figure /g)).toHaveLength(found.figures.length);
    for (const figure of found.figures) {
      const markup = page
        .slice(page.indexOf(`<figure id="spin-glass-minima-${figure.id}">`))
        .split("</figure>")[0] as string;
      expectText(markup, `role="img"`);
      expectText(markup, `aria-labelledby="spin-glass-minima-${figure.id}-title"`);
      for (const fact of [
        `table ${figure.source}, `,
        "seed",
        "normalisation",
        "losscape run spin-glass-minima --set replicas=100",
      ])
        expectText(markup, fact);
      for (const [name, table] of Object.entries(figure.data)) {
        const data = markup
          .slice(markup.indexOf(`<caption>${name}</caption>`))
          .split("</table>")[0] as string;
        const length = Object.values(table)[0]?.values.length as number;
        expect(data.match(/<tr>/g)).toHaveLength(length + 1);
        for (const column of Object.keys(table)) expectText(data, `>${column}<small>`);
      }
    }
  });

  test("opens with the answer and says how it was made", () => {
    const opening = page.slice(page.indexOf(`<p class="answer">`)).split("<figure")[0] as string;
    expectText(opening, "Of 27 descents 27 ended in minima.");
    expectText(opening, "N<sup>−2/3</sup>");
    for (const fact of [
      "1.2.3",
      "abc123",
      "strict",
      "Node 20.20.2",
      "20 of 24 shards computed in 1 min 24 s on 2 workers, 4 kept from an earlier run",
    ])
      expectText(page, fact);
  });

  test("names every column of every table with its unit and meaning, and how to read the files", () => {
    for (const { name, unit, meaning } of [...MINIMA.columns, ...SPECTRA.columns]) {
      expectText(page, `<code>${name}</code>`);
      expectText(page, `data-name="unit">${unit}</td>`);
      expectText(page, meaning.replaceAll("'", "&#39;"));
    }
    expectText(page, "pa.ipc.open_file(pa.memory_map(&quot;tables/minima.arrow&quot;)).read_all()");
    expectText(page, "tableFromIPC(await readFile(&quot;tables/minima.arrow&quot;))");
  });

  test("says in its title what is in it, when it was written, after what, and how to have it again", () => {
    expectText(page, "<title>Minima of the spherical 3-spin glass</title>");
    expectText(page, "Written on 2026-11-26 by losscape 1.2.3");
    expectText(page, "Again: <code>losscape run spin-glass-minima --set replicas=100</code>");
    expectText(page, "https://arxiv.org/abs/1412.0233");
    expectText(page, "To cite");
  });

  test("defines −E₀ and −E∞ where the reader sees it, and has them in its first table", () => {
    const visible = page.replace(/<(details|title|style)[\s\S]*?<\/\1>/g, "");
    expectText(visible, "−E₀\u00a0=\u00a0−1.657, the energy per spin of the ground state");
    expectText(visible, "−E∞\u00a0=\u00a0−1.633, the threshold above which");
    expectText(
      visible,
      `<th scope="row">−E∞, threshold</th><td class="text" data-name="mean H/N">−1.633</td>`,
    );
  });

  test("shows 60 numbers of an experiment, and folds more", async () => {
    const [experiment] = input.experiments;
    if (experiment === undefined) throw new Error("no experiment");
    const pageOf = (count: number) => {
      const numbers = Array.from({ length: count }, (_, k) => ({
        ...{ name: "energy", at: { replica: k }, value: k, error: 1, unit: "1", meaning: "H/N" },
      }));
      const experiments = [{ ...experiment, answer: { ...found, numbers } }];
      return renderReport({ ...input, experiments }, { document });
    };
    expect((await pageOf(60)).includes("<h3>Numbers</h3><table")).toBe(true);
    expectText(await pageOf(61), "<h3>Numbers</h3><details><summary>All 61 numbers</summary><table");
  });

  test("has a table of contents beyond three experiments", async () => {
    expect(page).not.toContain("<nav");
    const [first] = input.experiments;
    if (first === undefined) throw new Error("no experiment");
    const experiments = ["a", "b", "c", "d"].map((name) => ({ ...first, name }));
    const long = await renderReport({ ...input, experiments }, { document });
    for (const name of ["a", "b", "c", "d"]) {
      expectText(long, `<a href="#${name}">`);
      expectText(long, `<section id="${name}">`);
    }
  });

  test("has the figures of a claim on both subjects together, where it is judged, and links to them from their sections", async () => {
    const [glass] = input.experiments;
    const claim = input.claims.find(({ id }) => id === "1-glass");
    if (glass === undefined || claim === undefined) throw new Error("no experiment or claim");
    const figure = "network-losses-energy-spread";
    const both = await renderReport(
      {
        ...input,
        claims: [claim, { ...claim, id: "1-networks", subject: "networks", figure }],
        experiments: [glass, { ...glass, name: "network-losses" }],
      },
      { document },
    );
    const pair = both.slice(both.indexOf(`<div class="pair">`)).split("</div>\n</section>")[0] as string;
    for (const id of [claim.figure, figure]) {
      expectText(pair, `<figure id="${id}">`);
      expect(both.split(`<figure id="${id}">`)).toHaveLength(2);
      expectText(
        both,
        `<a href="#${id}">${found.figures.find(({ id }) => id === "energy-spread")?.title}</a>, with its claim`,
      );
    }
  });

  test("holds each figure's data as an Arrow file, with what its columns mean", () => {
    for (const figure of found.figures)
      for (const [name, table] of Object.entries(figure.data)) {
        const file = `download="spin-glass-minima-${figure.id}-${name}.arrow" href="data:application/vnd.apache.arrow.file;base64,`;
        const bytes = page.slice(page.indexOf(file) + file.length).split('"')[0] as string;
        const arrow = tableFromIPC(Buffer.from(bytes, "base64"));
        expect(arrow.schema.metadata.get("losscape.experiment")).toBe("spin-glass-minima");
        for (const [column, { meaning, values }] of Object.entries(table)) {
          expect([...(arrow.getChild(column) ?? [])]).toEqual([...values]);
          expect(arrow.schema.fields.find((field) => field.name === column)?.metadata.get("meaning")).toBe(
            meaning,
          );
        }
      }
  });

  test("holds each figure's data as CSV, every digit of it", () => {
    for (const figure of found.figures)
      for (const [name, table] of Object.entries(figure.data)) {
        const csv = [Object.keys(table).join(",")];
        const columns = Object.values(table).map(({ values }) => values);
        for (let row = 0; row < (columns[0]?.length ?? 0); row++)
          csv.push(
            columns
              .map((values) => (typeof values[row] === "string" ? `"${values[row]}"` : values[row]))
              .join(","),
          );
        const file = `spin-glass-minima-${figure.id}-${name}.csv`;
        expectText(
          page,
          `download="${file}" href="data:text/csv;charset=utf-8,${encodeURIComponent(`${csv.join("\n")}\n`)}"`,
        );
      }
  });

  test("is the same text every time", async () => {
    expect((await renderReport(input, { document })) === page).toBe(true);
  });

  test("ids are unique", () => {
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("no coordinate is NaN or infinite", () => {
    expect(page.match(/NaN|Infinity|undefined/)).toBeNull();
  });

  test("seconds and minutes add up where they round", async () => {
    const [experiment] = input.experiments;
    if (experiment === undefined) throw new Error("no experiment");
    const { made } = experiment.run;
    const run = { ...experiment.run, made: made && { ...made, seconds: 119.7, reused: 0 } };
    expectText(
      await renderReport({ ...input, experiments: [{ ...experiment, run }] }, { document }),
      "2 min 0 s",
    );
  });
});

describe("a figure as a file", () => {
  test.each(found.figures.map((figure) => [figure.id, figure] as const))(
    "%s is well-formed and active in nothing",
    async (_, figure) => {
      const svg = await renderFigure(figure, { document });
      expect(svg).not.toMatch(ACTIVE);
      expectText(svg, "prefers-color-scheme: dark");
      const open: string[] = [];
      for (const [, close, name, empty] of svg.matchAll(
        /<(\/?)([a-z]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/gi,
      )) {
        if (close) expect(open.pop()).toBe(name);
        else if (!empty) open.push(name as string);
      }
      expect(open).toEqual([]);
      // Every angle bracket belongs to a tag, so the pattern above skipped nothing.
      expect(svg.match(/</g)?.length).toBe(svg.match(/<\/?[a-z]+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/gi)?.length);
    },
  );

  test("is drawn in the document that it is given, which keeps nothing of it", async () => {
    const { parseHTML } = await import("linkedom");
    const page = parseHTML("<!doctype html><html><body></body></html>").document;
    const svg = await drawFigure(found.figures[0] as Figure, { document: page, id: "first" });
    expect(svg.ownerDocument).toBe(page);
    expect(page.body.childNodes.length).toBe(0);
    page.body.append(svg);
    expect(page.querySelector("#first-title")?.textContent).toContain("Where descents end");
  });

  test("text in it is escaped", async () => {
    const figure: Figure = {
      ...(found.figures[0] as Figure),
      title: "<script>1</script>",
      x: { label: "<b>&" },
    };
    const svg = await renderFigure(figure, { document });
    expectText(svg, "&lt;script&gt;");
    expectText(svg, "&lt;b&gt;&amp;");
    expect(svg).not.toMatch(/<script|<b>/);
  });

  test("a mark without data is a mistake that is named", async () => {
    const figure: Figure = { ...(found.figures[0] as Figure), data: {} };
    await expect(renderFigure(figure, { document })).rejects.toThrow(
      "figure energy-distribution: no data named histogram",
    );
  });
});

test("exponents are set apart, with one pair of parentheses inside them", () => {
  const raised = (text: string) =>
    typeset(text)
      .map((piece) => (piece.raised ? `[${piece.text}]` : piece.text))
      .join("");
  expect(raised("N^(−(p−1)/2) Σ")).toBe("N[−(p−1)/2] Σ");
  expect(raised("no exponent (here)")).toBe("no exponent (here)");
});
