import type { Figure, Mark } from "../figures/figure.js";

/** Colours of series in `style.ts`. */
const SERIES = 6;

/**
 * What was measured has a colour a label; lines are theory or fits, and what carries a line's label has its colour. A line that is the
 * law `of` something measured has the colour of that.
 */
export function colorOf(figure: Figure, mark: Mark): string {
  if (mark.kind === "vertical" || mark.kind === "horizontal") return "var(--bound)";
  if (mark.kind === "band") return "var(--theory)";
  const lines = new Set(
    figure.marks.flatMap((other) => (other.kind === "line" && other.of === undefined ? [other.label] : [])),
  );
  const label = mark.kind === "line" ? (mark.of ?? mark.label) : mark.label;
  if (mark.kind === "line" && label === undefined) return "var(--muted)";
  if (lines.has(label) && label !== undefined) return "var(--theory)";
  const measured = figure.marks.flatMap((other) => {
    if (other.kind === "line") return other.of ?? [];
    return (other.kind === "map" || other.kind === "bars" || other.kind === "points") &&
      !lines.has(other.label)
      ? [other.label]
      : [];
  });
  return `var(--series-${([...new Set(measured)].indexOf(label) % SERIES) + 1})`;
}
