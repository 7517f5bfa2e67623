import { expect } from "vitest";
import type { Figure } from "../../ts/figures/figure.js";

/** That each mark names columns that its data have, all of one length, and that the figure is plain JSON. */
export function expectDrawable(figure: Figure): void {
  for (const mark of figure.marks) {
    const { kind, data, label, of, dashed, levels, ...columns } = mark as Record<string, unknown> & {
      data: string;
    };
    for (const name of Object.values(columns)) expect(figure.data[data]).toHaveProperty([name as string]);
  }
  for (const table of Object.values(figure.data))
    expect(new Set(Object.values(table).map(({ values }) => values.length)).size).toBe(1);
  expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
}

export const valuesOf = (figure: Figure, data: string, column: string): number[] =>
  [...(figure.data[data]?.[column]?.values ?? [])] as number[];
