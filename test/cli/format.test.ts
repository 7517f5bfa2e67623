import { expect, test } from "vitest";
import { bytes, duration, measured } from "../../ts/base/text.js";
import { bar, line, progressOn } from "../../ts/cli/bar.js";
import { aligned, beside, wrapped } from "../../ts/cli/format.js";
import { linked } from "../../ts/cli/link.js";
import type { RunProgress } from "../../ts/runs/progress.js";
import { nothing } from "../support/cli.js";

const progress: RunProgress = {
  experiment: "spin-glass-minima",
  label: "N=100",
  done: 612,
  total: 1000,
  unit: "replicas",
  rate: 41.3,
  secondsLeft: 8.6,
};

test("progress is a bar on a terminal and a plain line in a log", () => {
  expect(bar(progress)).toBe("spin-glass-minima  N=100  ▇▇▇▇▇▇▇▇▁▁▁▁  612/1000 replicas  41/s  9 s left");
  expect(bar({ ...progress, done: 611.9999999999997 })).toBe(bar(progress));
  expect(bar({ ...progress, done: 612.89 })).toContain("612/1000");
  expect(bar({ ...progress, done: 1.5 })).toContain("1.5/1000");
  const narrow = bar(progress, 70);
  expect(narrow).toHaveLength(70);
  expect(narrow).toMatch(/^spin-glass-minima {2}N=100 {2}▇+▁+ {2}612\/1000 replicas {2}41\/s {2}9 s left$/);
  expect(line(progress)).toBe("spin-glass-minima N=100: 612/1000 replicas, 41/s, 9 s left");
});

/** What is written when progress is told once a second for 12 seconds. */
function written(stderr: { isTTY?: boolean; columns?: number }, env: Record<string, string> = {}) {
  const chunks: string[] = [];
  let time = 0;
  const io = {
    stdin: nothing(),
    stdout: { write: () => {} },
    stderr: { ...stderr, write: (text: string) => void chunks.push(text) },
    env,
    onInterrupt: () => () => {},
  };
  const shown = progressOn(io, () => time);
  for (; time < 12_000; time += 1000) shown.show(progress);
  shown.clear();
  return chunks;
}

test("a log has a line every 5 s and no control character", () => {
  expect(written({})).toEqual([`${line(progress)}\n`, `${line(progress)}\n`]);
  expect(written({ isTTY: true }, { TERM: "dumb" })).toEqual(written({}));
});

test("a terminal's bar stays in one line, never wider than the terminal, without colours, and is cleared", () => {
  const chunks = written({ isTTY: true, columns: 40 });
  expect(chunks).toHaveLength(13);
  for (const chunk of chunks) {
    expect(chunk.startsWith("\r\u001b[2K")).toBe(true);
    expect(chunk.slice(5).length).toBeLessThan(40);
    expect(chunk.slice(5)).not.toContain("\u001b");
    expect(chunk).not.toContain("\n");
  }
  expect(chunks.at(-1)).toBe("\r\u001b[2K");
});

test.each([
  [0, "0 s"],
  [59.2, "1 min 0 s"],
  [130, "2 min 10 s"],
  [3900, "1 h 5 min"],
])("%d seconds are %s", (seconds, text) => expect(duration(seconds)).toBe(text));

test.each([
  [3.1e8, "310 MB"],
  [4.2e7, "42 MB"],
  [2.5e9, "2.5 GB"],
  [5e6, "5 MB"],
])("%d bytes are %s", (count, text) => expect(bytes(count)).toBe(text));

test("a measured value has as many decimals as two digits of its error", () => {
  expect(measured(-1.5512345, 0.00123)).toEqual(["-1.5512", "0.0012"]);
  expect(measured(1234.5678, 12.3)).toEqual(["1235", "12"]);
  expect(measured(25, undefined)).toEqual(["25", ""]);
  expect(measured(Number.NaN, Number.NaN)).toEqual(["NaN", "NaN"]);
});

test("a table's columns are aligned, numbers to the right", () => {
  expect(
    aligned(
      ["name", "value"],
      [
        ["a", "1"],
        ["long", "-10"],
      ],
    ),
  ).toBe(["name  value", "a         1", "long    -10", ""].join("\n"));
});

test("prose is broken at spaces", () => {
  expect(wrapped("one two three four", 9)).toBe("one two\nthree\nfour\n");
  expect(wrapped("unbreakable", 4)).toBe("unbreakable\n");
});

test("tables stand beside each other where they fit, else below each other", () => {
  const [glass, networks] = ["N   u\n25  −1\n50  −2\n", "n₁  loss\n10  0.3\n"];
  expect(beside([glass, networks], 80)).toBe("N   u    n₁  loss\n25  −1   10  0.3\n50  −2\n");
  expect(beside([glass, networks], 12)).toBe(`${glass}\n${networks}`);
});

test("paths are links on a terminal that is not dumb, unless the environment says otherwise", () => {
  const isLink = (isTTY: boolean, env: Record<string, string>) =>
    linked("a b", { write: () => true, isTTY }, env).includes("\x1b]8;;file://");
  expect(isLink(true, { TERM: "xterm" })).toBe(true);
  expect(isLink(false, { TERM: "xterm" })).toBe(false);
  expect(isLink(true, { TERM: "dumb" })).toBe(false);
  expect(isLink(true, { NO_COLOR: "1" })).toBe(false);
  expect(isLink(true, { FORCE_HYPERLINK: "0" })).toBe(false);
  expect(isLink(false, { FORCE_HYPERLINK: "1" })).toBe(true);
});
