import { InvalidInputError } from "../../base/errors.js";
import { allocate, type Dense, numberAt, type Reader } from "./dense.js";
import { eachLine } from "./lines.js";

const BANNER =
  "%%MatrixMarket matrix coordinate|array real|double|integer|unsigned-integer|pattern general|symmetric|hermitian";

const KINDS = ["real", "double", "integer", "unsigned-integer", "pattern"] as const;
const SYMMETRIES = ["general", "symmetric", "hermitian"] as const;

/**
 * The Matrix Market exchange format: one entry a line, in any order with its place (coordinate), or column after column
 * without (array); of a symmetric matrix one triangle.
 *
 * Entries of a pattern are ones; what is given twice is added up; an entry above the diagonal of a symmetric matrix stands for
 * its mirror image. Source: Boisvert, Pozo, Remington, The Matrix Market Exchange Formats, NISTIR 5935 (1996).
 */
export const readMatrixMarket: Reader = async (name, chunks, { lower }) => {
  let format: Format | undefined;
  let body: Body | undefined;
  let taken = 0;
  const lines = await eachLine(name, chunks, (text, line) => {
    const at = `${name}, line ${line}`;
    if (format === undefined) {
      format = formatOf(at, text, lower);
      return;
    }
    const row = text.trim();
    if (row === "" || row.startsWith("%")) return;
    const words = row.split(/\s+/);
    if (body === undefined) {
      body = format.coordinate ? coordinates(at, words, format) : array(at, words, format);
      return;
    }
    const { each, count } = body;
    if (taken === count) throw new InvalidInputError(`${at}, ${each}`, taken + 1, `at most ${count}`);
    body.take(at, words);
    taken += 1;
  });
  if (body === undefined)
    throw new InvalidInputError(
      `${name}, line ${lines + 1}`,
      "",
      format === undefined ? BANNER : "the numbers of rows and columns",
    );
  const { n, entries, all, count } = body;
  if (taken !== count) throw new InvalidInputError(`${name}, ${all}`, taken, String(count));
  return { n, entries, lower: lower || format?.symmetric === true };
};

interface Format {
  readonly coordinate: boolean;
  readonly kind: (typeof KINDS)[number];
  /** The file holds one triangle. */
  readonly symmetric: boolean;
  /** Only the lower triangle is wanted. */
  readonly lower: boolean;
}

/** What follows the line of sizes: so many lines, and how messages call one of them and all. */
interface Body extends Pick<Dense, "n" | "entries"> {
  readonly count: number;
  readonly each: string;
  readonly all: string;
  take(at: string, words: readonly string[]): void;
}

function formatOf(at: string, banner: string, lower: boolean): Format {
  const [mark, object, format, field, symmetry, ...more] = banner.trim().toLowerCase().split(/\s+/);
  const kind = KINDS.find((known) => known === field);
  const known =
    /^%?%matrixmarket$/.test(mark ?? "") &&
    object === "matrix" &&
    ["coordinate", "array"].includes(format ?? "") &&
    SYMMETRIES.some((name) => name === symmetry) &&
    !(kind === "pattern" && format === "array") &&
    more.length === 0;
  if (kind === undefined || !known) throw new InvalidInputError(at, banner.slice(0, 100), BANNER);
  return { coordinate: format === "coordinate", kind, symmetric: symmetry !== "general", lower };
}

function coordinates(at: string, sizes: readonly string[], format: Format): Body {
  const { kind, symmetric, lower } = format;
  const [rows = 0, columns = 0, count = 0] = sizesOf(at, sizes, ["rows", "columns", "entries"]);
  const entries = allocate(at, rows, columns);
  const n = rows;
  const pattern = kind === "pattern";
  return {
    ...{ n, entries, count, each: "entry", all: "entries" },
    take(at, words) {
      if (words.length !== (pattern ? 2 : 3))
        throw new InvalidInputError(
          at,
          words.join(" "),
          pattern ? "a row and a column" : "a row, a column and a number",
        );
      const [i, j] = words.slice(0, 2).map((word) => {
        const place = /^\d+$/.test(word) ? Number(word) : 0;
        if (place < 1 || place > n) throw new InvalidInputError(at, word, `a place from 1 to ${n}`);
        return place - 1;
      }) as [number, number];
      if (lower && !symmetric && j > i) return;
      const place = symmetric && j > i ? j * n + i : i * n + j;
      const sum = (entries[place] as number) + (pattern ? 1 : entryOf(at, words[2] as string, kind));
      if (!Number.isFinite(sum))
        throw new InvalidInputError(at, words.join(" "), "entries of one place with a finite sum");
      entries[place] = sum;
    },
  };
}

function array(at: string, sizes: readonly string[], { kind, symmetric, lower }: Format): Body {
  const [rows = 0, columns = 0] = sizesOf(at, sizes, ["rows", "columns"]);
  const entries = allocate(at, rows, columns);
  const n = rows;
  const count = symmetric ? (n * (n + 1)) / 2 : n * n;
  let [i, j] = [0, 0];
  return {
    ...{ n, entries, count, each: "number", all: "numbers" },
    take(at, words) {
      if (words.length !== 1) throw new InvalidInputError(at, words.join(" "), "one number a line");
      if (!lower || j <= i) entries[i * n + j] = entryOf(at, words[0] as string, kind);
      i += 1;
      if (i === n) {
        j += 1;
        i = symmetric ? j : 0;
      }
    },
  };
}

function sizesOf(at: string, words: readonly string[], names: readonly string[]): number[] {
  if (words.length !== names.length || words.some((word) => !/^\d{1,10}$/.test(word)))
    throw new InvalidInputError(at, words.join(" ").slice(0, 100), `the numbers of ${names.join(", ")}`);
  return words.map(Number);
}

function entryOf(at: string, text: string, kind: Format["kind"]): number {
  if (kind === "integer" && !/^[+-]?\d+$/.test(text)) throw new InvalidInputError(at, text, "a whole number");
  if (kind === "unsigned-integer" && !/^\+?\d+$/.test(text))
    throw new InvalidInputError(at, text, "a whole number of at least 0");
  const entry = numberAt(() => at, text);
  if (kind.endsWith("integer") && !Number.isSafeInteger(entry) && BigInt(entry) !== BigInt(text))
    throw new InvalidInputError(at, text, "an integer that a double equals");
  return entry;
}
