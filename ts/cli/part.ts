import { field, optional } from "../base/schema.js";
import type { Part } from "../runs/part.js";

/** `--shard I/N`. */
export const partField = optional(
  field<Part>(
    "I/N, two whole numbers with 1 ≤ I ≤ N",
    { type: "string", pattern: "^[0-9]+/[0-9]+$" },
    { help: "part I of N of the run, each to be computed on its own; losscape merge then makes the tables" },
    (value) => {
      const [, index, count] = (/^(\d+)\/(\d+)$/.exec(String(value)) ?? []).map(Number);
      if (index === undefined || count === undefined || !Number.isSafeInteger(count)) return undefined;
      return index >= 1 && index <= count ? { index, count } : undefined;
    },
  ),
);
