import { describe, expect, test } from "vitest";
import { courseFigure } from "../../ts/figures/course.js";
import { densityCurve, distributionFigure } from "../../ts/figures/distributions.js";
import { limitFigure } from "../../ts/figures/limit.js";
import { mapFigure } from "../../ts/figures/map.js";
import { mergeTreeFigure } from "../../ts/figures/merge-tree.js";
import { scatterFigure } from "../../ts/figures/scatter.js";
import { sharesFigure } from "../../ts/figures/shares.js";
import { sizesFigure } from "../../ts/figures/sizes.js";
import { spectrumFigure } from "../../ts/figures/spectrum.js";
import { colorOf } from "../../ts/report/colors.js";
import { fitLine } from "../../ts/statistics/least-squares.js";
import { mergeTree } from "../../ts/statistics/merge-tree.js";
import { expectDrawable, valuesOf } from "./marks.js";

// Networks: the builders know no glass.
const about = { id: "losses", title: "Losses", caption: "Of networks.", source: "networks" };
const quantity = { column: "loss", label: "test loss", symbol: "loss" };
const size = { column: "hidden", label: "n₁", meaning: "hidden units n₁" };

describe("distributions", () => {
  const distributions = [
    { size: 10, values: [0.5, 0.6, 0.55, 0.7], law: densityCurve(0, 1, () => 1) },
    { size: 25, values: Float64Array.of(0.4, 0.41), law: densityCurve(0.3, 0.5, () => 5) },
  ];

  test("have a panel a size, each with all its values and its law", () => {
    const figure = distributionFigure(about, {
      quantity,
      size,
      counted: "networks",
      distributions,
      law: { name: "uniform", label: "the uniform law" },
      bounds: { places: [{ at: 0.5, name: "median" }], meaning: "what it is" },
    });
    expectDrawable(figure);
    expect(figure.facet).toEqual({ column: "hidden", label: "n₁" });
    const counts = valuesOf(figure, "histogram", "count");
    const inPanel = (hidden: number) =>
      counts
        .filter((_, i) => valuesOf(figure, "histogram", "hidden")[i] === hidden)
        .reduce((a, b) => a + b, 0);
    expect([inPanel(10), inPanel(25)]).toEqual([4, 2]);
    expect(new Set(valuesOf(figure, "uniform", "hidden"))).toEqual(new Set([10, 25]));
    expect(valuesOf(figure, "bounds", "loss")).toEqual([0.5]);
    expect(figure.marks.map(({ kind }) => kind)).toEqual(["bars", "line", "vertical"]);
  });

  test("without sizes, law and marked places are a plain histogram", () => {
    const figure = distributionFigure(about, {
      quantity,
      counted: "networks",
      distributions: [{ values: [1, 2, 3] }],
    });
    expectDrawable(figure);
    expect(figure.facet).toBeUndefined();
    expect(Object.keys(figure.data)).toEqual(["histogram"]);
  });

  test("a law's curve begins and ends at its edges and crowds there", () => {
    const at = densityCurve(-1, 3, (x) => x).map((point) => point.at);
    expect([at[0], at.at(-1)]).toEqual([-1, 3]);
    expect((at[1] as number) + 1).toBeLessThan(4 / at.length / 10);
  });
});

describe("means against a power of the size", () => {
  const means = [10, 25, 100].map((n) => ({ size: n, value: 0.4 + 1 / n, error: 0.01 }));
  const power = { of: (n: number) => 1 / n, label: "1/n₁" };

  test("lead along the line to its limit", () => {
    const fit = fitLine(means.map((mean) => ({ ...mean, x: power.of(mean.size) })));
    const figure = limitFigure(about, { quantity, size, power, counted: "networks", means, fit });
    expectDrawable(figure);
    expect(valuesOf(figure, "line", "x")).toEqual([0, 0.1]);
    expect(valuesOf(figure, "limit", "loss")[0]).toBeCloseTo(0.4, 12);
    expect(valuesOf(figure, "means", "low")[0]).toBeCloseTo(0.49, 12);
    expect(figure.data.limit?.text?.values).toEqual(["n₁ → ∞"]);
  });

  test("stand alone without one", () => {
    const figure = limitFigure(about, { quantity, size, power, counted: "networks", means });
    expectDrawable(figure);
    expect(Object.keys(figure.data)).toEqual(["means"]);
  });
});

describe("series against the size", () => {
  const points = [10, 25].map((n) => ({ size: n, value: 1 / n, low: 0.9 / n, high: 1.1 / n }));

  test("have a tick at every size, and the guide goes through the last point", () => {
    const figure = sizesFigure(about, {
      quantity,
      size,
      scale: "log",
      series: [
        { name: "spread", label: "spread", points },
        { name: "none", label: "nothing", points: [] },
      ],
      guide: { through: points, exponent: -1, meaning: "1/n₁" },
    });
    expectDrawable(figure);
    expect(figure.x.ticks).toEqual([10, 25]);
    expect(Object.keys(figure.data)).toEqual(["spread", "guide"]);
    expect(valuesOf(figure, "guide", "loss").map((value) => value.toFixed(12))).toEqual(
      valuesOf(figure, "spread", "loss").map((value) => value.toFixed(12)),
    );
  });

  test("without points there is neither a series nor a guide", () => {
    const figure = sizesFigure(about, {
      quantity,
      size,
      series: [{ name: "none", label: "nothing", points: [] }],
      guide: { through: [], exponent: -1, meaning: "1/n₁" },
    });
    expectDrawable(figure);
    expect(figure.data).toEqual({});
    expect(figure.marks).toEqual([]);
  });
});

describe("shares of whole numbers", () => {
  test("add up to 1 in each panel, and the axis reaches as far as asked", () => {
    const sizes = [
      { size: 10, values: [0, 0, 2, 0] },
      { size: 25, values: [1, 1, 1, 1, 1] },
    ];
    const figure = sharesFigure(about, { quantity, size, counted: "networks", sizes, least: 3 });
    expectDrawable(figure);
    expect(valuesOf(figure, "shares", "fraction")).toEqual([0.75, 0, 0.25, 0, 0, 1, 0, 0]);
    expect(figure.x.ticks).toEqual([0, 1, 2, 3]);
  });

  test("of large numbers have about ten ticks", () => {
    const sizes = [{ size: 10, values: [95] }];
    const figure = sharesFigure(about, { quantity, size, counted: "networks", sizes, least: 3 });
    expect(figure.x.ticks?.length).toBe(10);
  });
});

describe("a map", () => {
  const [x, y] = ["x", "y"].map((column) => ({ column, label: column, symbol: column })) as [
    typeof quantity,
    typeof quantity,
  ];
  const heights = [0, 1, 2, 4, 8, 16].map((value, place) => ({
    ...{ x: place % 3, y: Math.floor(place / 3), value },
  }));
  const marked = [{ x: 0, y: 0, name: "here" }];
  const levelsOf = (figure: ReturnType<typeof mapFigure>) =>
    figure.marks.flatMap((mark) => (mark.kind === "map" ? mark.levels : []));

  test("has levels in equal steps, or by equal factors from the lowest value above 0 on", () => {
    const linear = mapFigure(about, { x, y, quantity, scale: "linear", heights, marked });
    expectDrawable(linear);
    for (const [place, level] of levelsOf(linear).entries())
      expect(level).toBeCloseTo((16 * (place + 1)) / 13, 12);
    const log = levelsOf(mapFigure(about, { x, y, quantity, scale: "log", heights, marked }));
    for (const [place, level] of log.entries()) expect(level).toBeCloseTo(16 ** ((place + 1) / 13), 12);
  });

  test("has a way through it and marked places", () => {
    const way = { label: "curve", places: marked };
    const figure = mapFigure(about, { x, y, quantity, scale: "linear", heights, marked, way });
    expectDrawable(figure);
    expect(figure.marks.map(({ kind }) => kind)).toEqual(["map", "line", "points"]);
    expect(valuesOf(figure, "way", "x")).toEqual([0]);
  });
});

describe("a merge tree", () => {
  test("has a line a minimum, which ends above the one that it joins; the lowest goes on to the top", () => {
    const links = [{ a: 0, b: 1, height: 2 }];
    const branches = mergeTree({ leaves: [0.5, 0], links });
    const figure = mergeTreeFigure(about, { quantity, counted: "minima", branches });
    expectDrawable(figure);
    expect(valuesOf(figure, "minima", "leaf")).toEqual([1, 0]);
    expect(valuesOf(figure, "branches", "place")).toEqual([0, 0, 1, 1, 0]);
    expect(valuesOf(figure, "branches", "loss")).toEqual([0, 2.1, 0.5, 2, 2]);
  });
});

describe("the spectrum of a matrix", () => {
  test("stands beside the semicircle of its mean and variance", () => {
    const figure = spectrumFigure("m.npy", Float64Array.of(-1, 0, 1, 4));
    expectDrawable(figure);
    const at = valuesOf(figure, "semicircle", "eigenvalue");
    // Mean 1, variance 3.5.
    expect([at[0], at.at(-1)]).toEqual([
      expect.closeTo(1 - 2 * Math.sqrt(3.5), 12),
      expect.closeTo(1 + 2 * Math.sqrt(3.5), 12),
    ]);
    const top = Math.max(...valuesOf(figure, "semicircle", "density"));
    expect(top).toBeCloseTo(1 / (Math.PI * Math.sqrt(3.5)), 12);
    expect(figure.caption).toContain("4 eigenvalues of mean 1 and standard deviation 1.8708");
  });

  test("of equal eigenvalues has no semicircle", () => {
    const figure = spectrumFigure("m.npy", Float64Array.of(2, 2, 2));
    expectDrawable(figure);
    expect(Object.keys(figure.data)).toEqual(["histogram"]);
  });

  test.each([1e-300, 1e300])("is drawn at the scale %d: no square overflows", (scale) => {
    const figure = spectrumFigure("m.npy", Float64Array.of(-scale, 0, scale));
    expectDrawable(figure);
    for (const { values } of Object.values(figure.data.semicircle ?? {}))
      for (const value of values) expect(Number.isFinite(value)).toBe(true);
  });
});

test("pairs of two quantities are points, a panel a size", () => {
  const figure = scatterFigure(about, {
    x: { column: "index", label: "index", symbol: "index" },
    y: quantity,
    yScale: "log",
    size,
    pairs: [
      { size: 10, x: 0.1, y: 2 },
      { size: 25, x: 0, y: 0.5 },
    ],
  });
  expectDrawable(figure);
  expect(figure.y).toEqual({ label: "test loss", scale: "log" });
  expect(["hidden", "index", "loss"].map((column) => valuesOf(figure, "pairs", column))).toEqual([
    [10, 25],
    [0.1, 0],
    [2, 0.5],
  ]);
});

describe("courses", () => {
  test("have a panel a size, with the law in every one, and leave out what has no points", () => {
    const figure = courseFigure(about, {
      along: { column: "epoch", label: "epoch", symbol: "epoch", scale: "log" },
      quantity,
      size,
      courses: [
        { name: "sgd", label: "SGD", points: [{ size: 10, at: 1, value: 0.5, low: 0.4, high: 0.6 }] },
        { name: "none", label: "none", points: [] },
      ],
      laws: [
        { name: "law", label: "the law", points: [{ at: 1, value: 0.5, low: 0.45, high: 0.55 }] },
        { name: "own", of: "SGD", dashed: true, points: [{ size: 10, at: 1, value: 0.5 }] },
      ],
      bounds: { places: [{ at: 0.5, name: "median" }], meaning: "what it is" },
    });
    expectDrawable(figure);
    expect(figure.facet).toEqual({ column: "hidden", label: "n₁" });
    expect(Object.keys(figure.data)).toEqual(["sgd", "law", "own", "bounds"]);
    expect(figure.data.law).not.toHaveProperty("hidden");
    expect(figure.data.own).toHaveProperty("hidden");
    expect(figure.marks.map(({ kind }) => kind)).toEqual(["horizontal", "band", "line", "line", "points"]);
    const [, , ofAll, own, sgd] = figure.marks.map((mark) => colorOf(figure, mark));
    expect(own).toBe(sgd);
    expect(ofAll).not.toBe(sgd);
  });

  test("has no tick beyond its points and laws", () => {
    const points = [
      { at: 4, value: 0.5 },
      { at: 20, value: 0.4 },
    ];
    const figure = courseFigure(about, {
      along: { column: "epoch", label: "epoch", symbol: "epoch", ticks: [2, 5, 10, 20, 50, 100] },
      quantity,
      courses: [{ name: "sgd", label: "SGD", points }],
      laws: [{ name: "law", label: "the law", points: [...points, { at: 60, value: 0.3 }] }],
    });
    expect(figure.x.ticks).toEqual([5, 10, 20, 50]);
  });

  test("have bars where points have ends, and none where they have not", () => {
    const at = { at: 1, value: 0.5 };
    const figure = courseFigure(about, {
      along: { column: "epoch", label: "epoch", symbol: "epoch" },
      quantity,
      courses: [
        { name: "bare", label: "bare", points: [at] },
        { name: "barred", label: "barred", points: [{ ...at, low: 0.4, high: 0.6 }] },
      ],
    });
    expectDrawable(figure);
    const [bare, barred] = figure.marks;
    expect(bare).not.toHaveProperty("low");
    expect(barred).toMatchObject({ low: "low", high: "high" });
    expect(Object.keys(figure.data.bare ?? {})).toEqual(["epoch", "loss"]);
  });
});
