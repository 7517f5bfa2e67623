import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { distributionFigure } from "../../ts/figures/distributions.js";
import type { Figure } from "../../ts/figures/figure.js";
import { mapFigure } from "../../ts/figures/map.js";
import { mergeTreeFigure } from "../../ts/figures/merge-tree.js";
import { scatterFigure } from "../../ts/figures/scatter.js";
import { sizesFigure } from "../../ts/figures/sizes.js";
import { headlessDocument } from "../../ts/report/headless.js";
import { type ReportInput, renderReport } from "../../ts/report/index.js";
import { gridMinima } from "../../ts/statistics/grid-minima.js";
import { mergeTree } from "../../ts/statistics/merge-tree.js";
import { chromium, need } from "../support/optional.js";
import { launch } from "../support/page.js";
import { input } from "./made-report.js";

const about = { id: "loss", title: "Losses", caption: "Of networks.", source: "networks" };
const quantity = { column: "loss", label: "test loss, scaled by its fitted fall", symbol: "loss" };
const size = { column: "hidden", label: "n₁", meaning: "hidden units n₁" };
const hidden = [10, 25, 50, 100, 250, 500];
const series = (name: string, label: string) => ({
  name,
  label,
  points: hidden.map((n) => ({ size: n, value: 5 / n, low: 4 / n, high: 6 / n })),
});

const axis = (column: string) => ({
  column,
  label: `direction ${column}, in lengths of the weights`,
  symbol: column,
});
const sides = Array.from({ length: 9 }, (_, k) => k / 4 - 1);
const heights = sides.flatMap((y) =>
  sides.map((x) => ({ x, y, value: 1 + (x * x - 0.5) ** 2 + y * y + x / 9 })),
);
const minima = gridMinima({ width: 9, values: heights.map(({ value }) => value) });

/** Long names, many sizes, a law, and marked places at the edges and close to each other. */
const figures: Figure[] = [
  distributionFigure(about, {
    quantity,
    size,
    counted: "networks",
    distributions: hidden.map((n) => ({
      size: n,
      values: [1 / n, 2 / n, 3],
      law: [
        { at: 0, density: 1 },
        { at: 3, density: 2 },
      ],
    })),
    law: { name: "law", label: "Marchenko–Pastur at ratio 0.25" },
    bounds: {
      places: [
        { at: 0, name: "lowest" },
        { at: 3, name: "highest" },
      ],
      meaning: "an edge",
    },
  }),
  sizesFigure(
    { ...about, id: "spread" },
    {
      quantity,
      size,
      scale: "log",
      series: [series("sgd", "stochastic gradient descent"), series("sa", "simulated annealing")],
    },
  ),
  mapFigure(
    { ...about, id: "map" },
    {
      ...{ x: axis("x"), y: axis("y"), quantity, scale: "log", heights },
      marked: [
        { x: -1, y: -1, name: "first" },
        { x: 1, y: 1, name: "second" },
      ],
      way: {
        label: "a way between",
        places: [
          { x: -1, y: -1 },
          { x: 1, y: 1 },
        ],
      },
    },
  ),
  scatterFigure(
    { ...about, id: "close" },
    {
      ...{ x: quantity, y: axis("y"), size },
      // One stands where a name inside the frame would.
      pairs: [10, 50].flatMap((n) => [
        { size: n, x: 0, y: 1 },
        { size: n, x: 1, y: 0.88 },
        { size: n, x: 0.5, y: 0 },
      ]),
      bounds: {
        places: [
          { at: 0.5, name: "−E₀" },
          { at: 0.51, name: "−E∞" },
        ],
        meaning: "two lines that lie close",
      },
    },
  ),
  mergeTreeFigure({ ...about, id: "tree" }, { quantity, counted: "minima", branches: mergeTree(minima) }),
];

/** Two experiments, five sizes, and so many sections that there is a table of contents. */
const [glass] = input.experiments as ReportInput["experiments"][number][];
if (glass === undefined) throw new Error("no experiment");
const numbers = hidden.flatMap((n) =>
  ["mean_test_loss", "spread_of_test_losses"].map((name) => ({
    name,
    at: { hidden: n },
    value: 0.123456,
    error: 0.00012,
    unit: "1",
    meaning: "over networks",
  })),
);
const networks = { ...glass, answer: { ...glass.answer, figures, numbers } };
/** Tables of more columns, and of longer texts, than a page is wide: few numbers, which are seen, and many, which are folded. */
const wide = (name: string, count: number) => ({
  ...glass,
  name,
  answer: {
    ...glass.answer,
    figures: [],
    numbers: ["mean_energy", "spread", "correction"].flatMap((quantity) =>
      Array.from({ length: count }, (_, k) => ({
        name: quantity,
        at: { time: k / 4 },
        value: -1.501176148,
        error: 9.5e-8,
        unit: "1",
        meaning: "of the equations of Cugliandolo and Kurchan",
      })),
    ),
    summary: {
      title: "Work to come within 0.01 per spin of the lowest energy known",
      head: ["way down", "N = 15", "N = 25", "N = 35", "N = 45", "rate b of e^(bN)"],
      rows: [
        [
          "annealing, 150 sweeps",
          "1380 (19/20)",
          "2310 (17/20)",
          "4120 (15/20)",
          "9970 (11/20)",
          "0.0309 ± 0.0087",
        ],
      ],
    },
  },
});
const experiments = [
  glass,
  wide("dynamics", 4),
  wide("assumption-audit", 40),
  ...["losses", "index", "annealing"].map((part) => ({ ...networks, name: `network-${part}` })),
];

/** Claim 1 on both, whose figures are a pair. */
const band = input.claims.filter(({ id }) => id === "1-glass");
const claims = [
  ...input.claims,
  ...band.map((claim) => ({
    ...claim,
    ...{ id: "1-networks", subject: "networks" as const, figure: "network-losses-spread" },
  })),
];

let browser: Browser;
let html: string;
beforeAll(async () => {
  const found = chromium();
  if ("path" in found) browser = await launch(found.path);
  html = await renderReport({ ...input, claims, experiments }, { document: await headlessDocument() });
});
afterAll(() => browser?.close());

describe.each([
  [390, "light"],
  [390, "dark"],
  [1280, "light"],
  [1280, "dark"],
] as const)("a report at %d px, %s", (width, colorScheme) => {
  test("has nothing outside its box", async (context) => {
    need(context, chromium());
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    await page.setContent(html);
    expect(await page.evaluate(outside)).toEqual([]);
    await page.close();
  });
});

test.for([
  [1280, true],
  [700, false],
  [390, false],
] as const)(
  "at %d px the figures of glass and networks stand in one row: %s",
  async ([width, inRow], context) => {
    need(context, chromium());
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.setContent(html);
    const boxes = await page
      .locator(".pair > figure")
      .evaluateAll((figures) => figures.map((figure) => figure.getBoundingClientRect().toJSON()));
    expect(boxes).toHaveLength(2);
    expect(boxes[0]?.top === boxes[1]?.top).toBe(inRow);
    await page.close();
  },
);

test("paper has nothing outside its box, and the drawings of wide screens", async (context) => {
  need(context, chromium());
  // A4 between margins of 18 mm.
  const page = await browser.newPage({ viewport: { width: 658, height: 900 } });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.setContent(html);
  expect(await page.evaluate(outside)).toEqual([]);
  expect(await page.locator(".wide-drawing").first().isVisible()).toBe(true);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
    "rgb(255, 255, 255)",
  );
  await page.close();
});

test("a figure and its data are downloaded under the page's policy", async (context) => {
  need(context, chromium());
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  await page.setContent(html);
  const figure = page.locator("#spin-glass-minima-energy-distribution");
  const drawing = figure.locator(".wide-drawing svg");
  const [width, height] = [await drawing.getAttribute("width"), await drawing.getAttribute("height")];
  for (const [text, name] of [
    ["SVG", "spin-glass-minima-energy-distribution.svg"],
    ["PNG", "spin-glass-minima-energy-distribution.png"],
    ["histogram.csv", "spin-glass-minima-energy-distribution-histogram.csv"],
    ["histogram.arrow", "spin-glass-minima-energy-distribution-histogram.arrow"],
  ] as const) {
    const download = page.waitForEvent("download");
    await figure.getByRole("link", { name: text, exact: true }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(name);
    if (text === "PNG")
      expect(sizeOfPng(await readFile(await file.path()))).toEqual([3 * Number(width), 3 * Number(height)]);
  }
  await page.close();
});

/** @throws where it is no PNG */
function sizeOfPng(bytes: Buffer): [number, number] {
  expect(bytes.toString("latin1", 0, 8)).toBe("\x89PNG\r\n\x1a\n");
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

/** Runs in the page: what of it lies outside the page, what of a drawing outside the drawing, which labels overlap. */
function outside(): string[] {
  const SLACK = 0.5;
  const found: string[] = [];
  const isIn = (inner: DOMRect, outer: { left: number; right: number; top: number; bottom: number }) =>
    inner.left >= outer.left - SLACK &&
    inner.right <= outer.right + SLACK &&
    inner.top >= outer.top - SLACK &&
    inner.bottom <= outer.bottom + SLACK;
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} wide`);
  const page = { left: 0, right: clientWidth, top: 0, bottom: Number.POSITIVE_INFINITY };
  for (const element of document.querySelectorAll("body *:not(svg *)")) {
    const box = element.getBoundingClientRect();
    // What screens of all widths hide has no place: heads of tables whose rows are cards.
    const isHidden =
      box.width <= 1 || element.closest("thead") !== null || element.closest("details:not([open])");
    if (!isHidden && !isIn(box, page)) found.push(`${element.tagName} ${element.textContent?.slice(0, 40)}`);
    // Pairs of figures are wider than the column of text that they stand in.
    const holdsPair = element.querySelector(".pair") !== null;
    if (!isHidden && !holdsPair && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
      found.push(`${element.tagName}.${element.className} is cut off`);
  }
  for (const svg of document.querySelectorAll("svg")) {
    const box = svg.getBoundingClientRect();
    if (box.width === 0) continue;
    const name = svg.getAttribute("aria-labelledby");
    for (const mark of svg.querySelectorAll("text, path, line, rect, circle"))
      if (!isIn(mark.getBoundingClientRect(), box))
        found.push(`${name}: ${mark.tagName} ${mark.textContent}`);
    const texts = [...svg.querySelectorAll("text")].map((text) => ({
      text,
      at: text.getBoundingClientRect(),
    }));
    for (const [place, { text, at }] of texts.entries())
      for (const other of texts.slice(place + 1))
        if (
          at.left < other.at.right - 2 &&
          other.at.left < at.right - 2 &&
          at.top < other.at.bottom - 4 &&
          other.at.top < at.bottom - 4
        )
          found.push(`${name}: ${text.textContent} over ${other.text.textContent}`);
    // A panel's name stands on no point: by its halo it would cut the point, and by the point it could not be read.
    for (const { text, at } of texts.filter(({ text }) => text.closest("[font-weight]") !== null))
      for (const mark of svg.querySelectorAll("circle")) {
        const point = mark.getBoundingClientRect();
        if (
          point.left < at.right - 2 &&
          at.left < point.right - 2 &&
          point.top < at.bottom - 4 &&
          at.top < point.bottom - 4
        )
          found.push(`${name}: ${text.textContent} over a point`);
      }
  }
  return found;
}
