import { type About, INTERVAL_ENDS, type Quantity, type Size } from "../../figures/about.js";
import type { Course } from "../../figures/course.js";
import type { Figure } from "../../figures/figure.js";
import { type Series, sizesFigure } from "../../figures/sizes.js";
import type { Mean } from "../../statistics/intervals.js";
import { errorBar } from "../../statistics/measured.js";
import { meansAlong, type Points } from "./lines.js";

/** Means along the lines of each size, with a standard error to each side. */
export function courseOf<Of>(
  named: Pick<Course, "name" | "label">,
  all: readonly Of[],
  size: (of: Of) => number,
  lines: (of: Of) => readonly Points[],
): Course {
  const points = all.flatMap((of) =>
    meansAlong(lines(of)).map(({ at, mean }) => ({
      size: size(of),
      at,
      ...errorBar(mean),
    })),
  );
  return { ...named, points };
}

/** Barriers against the size, with their 95 % intervals. */
export function barriersFigure(
  about: About,
  size: Size,
  label: string,
  series: readonly (Pick<Series, "name" | "label"> & {
    readonly means: readonly (readonly [size: number, mean: Mean | undefined])[];
  })[],
): Figure {
  return sizesFigure(about, {
    ...{ quantity: { column: "barrier", label, symbol: "barrier" }, size },
    bars: INTERVAL_ENDS,
    series: series.map(({ means, ...named }) => ({
      ...named,
      points: means.flatMap(([at, of]) =>
        of === undefined ? [] : [{ size: at, value: of.mean.value, ...(of.interval ?? errorBar(of.mean)) }],
      ),
    })),
  });
}

/** The slices of lines, and the axes of planes. */
export const SLICES = [
  ["random", "random"],
  ["lowest", "lowest eigenvector"],
  ["highest", "highest eigenvector"],
] as const;

const AXES = {
  random: ["random direction", "another one"],
  eigenvectors: ["lowest eigenvector", "highest eigenvector"],
} as const;

/** The axes of a plane about a network or a minimum, and what its title says of them. */
export function axesOf(plane: keyof typeof AXES, unit: string) {
  const axis = (column: "x" | "y", name: string): Quantity => ({
    column,
    label: `${name}, ${unit}`,
    symbol: `along the ${name}`,
  });
  const [x, y] = AXES[plane];
  return {
    ...{ x: axis("x", x), y: axis("y", y) },
    words: plane === "random" ? "random directions" : "extreme eigenvectors",
  };
}
