import { InvalidInputError } from "../../base/errors.js";
import { allocate, type Dense, numberAt, type Reader } from "./dense.js";
import { eachLine } from "./lines.js";

const BANNER = "%%MatrixMarket matrix coordinate|array real|integer general|symmetric";

/**
 * The Matrix Market exchange format: one entry a line, in any order with its place (coordinate), or column after column
 * without (array); of a symmetric matrix the lower triangle.
 *
 * Source: Boisvert, Pozo, Remington, The Matrix Market Exchange Formats, NISTIR 5935 (1996).
 */
export const readMatrixMarket: Reader = async (name, chunks) => {
  let format: Format | undefined;
  let body: Body | undefined;
  const lines = await eachLine(name, chunks, (text, line) => {
    const at = `${name}, line ${line}`;
    if (format === undefined) {
      format = formatOf(at, text);
      return;
    }
    const row = text.trim();
    if (row === "" || row.startsWith("%")) return;
    const words = row.split(/\s+/);
    if (body === undefined)
      body = format.coordinate ? coordinates(at, words, format) : array(at, words, format);
    else body.take(at, words);
  });
  if (body === undefined)
    throw new InvalidInputError(
      `${name}, line ${lines + 1}`,
      "",
      format === undefined ? BANNER : "the numbers of rows and columns",
    );
  return body.end(name);
};

interface Format {
  readonly coordinate: boolean;
  readonly integer: boolean;
  readonly symmetric: boolean;
}

/** What follows the line of sizes. */
interface Body {
  take(at: string, words: readonly string[]): void;
  end(name: string): Dense;
}

function formatOf(at: string, banner: string): Format {
  const [mark, object, format, field, symmetry, ...more] = banner.trim().toLowerCase().split(/\s+/);
  const known =
    mark === "%%matrixmarket" &&
    object === "matrix" &&
    ["coordinate", "array"].includes(format ?? "") &&
    ["real", "integer"].includes(field ?? "") &&
    ["general", "symmetric"].includes(symmetry ?? "") &&
    more.length === 0;
  if (!known) throw new InvalidInputError(at, banner.slice(0, 100), BANNER);
  return {
    coordinate: format === "coordinate",
    integer: field === "integer",
    symmetric: symmetry === "symmetric",
  };
}

function coordinates(at: string, sizes: readonly string[], { integer, symmetric }: Format): Body {
  const [rows, columns, count] = sizesOf(at, sizes, ["rows", "columns", "entries"]) as [
    number,
    number,
    number,
  ];
  const entries = allocate(at, rows, columns);
  const n = rows;
  const given = new Uint8Array(Math.ceil((n * n) / 8));
  let taken = 0;
  return {
    take(at, words) {
      if (taken === count) throw new InvalidInputError(`${at}, entry`, taken + 1, `at most ${count}`);
      if (words.length !== 3)
        throw new InvalidInputError(at, words.join(" "), "a row, a column and a number");
      const [i, j] = words.slice(0, 2).map((word) => {
        const place = /^\d+$/.test(word) ? Number(word) : 0;
        if (place < 1 || place > n) throw new InvalidInputError(at, word, `a place from 1 to ${n}`);
        return place - 1;
      }) as [number, number];
      if (symmetric && j > i)
        throw new InvalidInputError(at, words.join(" "), "the lower triangle alone: a column up to the row");
      const place = i * n + j;
      const [byte, bit] = [place >> 3, 1 << (place & 7)];
      if (((given[byte] as number) & bit) !== 0)
        throw new InvalidInputError(at, words.join(" "), "each entry once");
      given[byte] = (given[byte] as number) | bit;
      entries[place] = entryOf(at, words[2] as string, integer);
      taken += 1;
    },
    end(name) {
      if (taken !== count) throw new InvalidInputError(`${name}, entries`, taken, String(count));
      return { n, entries, lower: symmetric };
    },
  };
}

function array(at: string, sizes: readonly string[], { integer, symmetric }: Format): Body {
  const [rows, columns] = sizesOf(at, sizes, ["rows", "columns"]) as [number, number];
  const entries = allocate(at, rows, columns);
  const n = rows;
  const count = symmetric ? (n * (n + 1)) / 2 : n * n;
  let [taken, i, j] = [0, 0, 0];
  return {
    take(at, words) {
      if (taken === count) throw new InvalidInputError(`${at}, number`, taken + 1, `at most ${count}`);
      if (words.length !== 1) throw new InvalidInputError(at, words.join(" "), "one number a line");
      entries[i * n + j] = entryOf(at, words[0] as string, integer);
      taken += 1;
      i += 1;
      if (i === n) {
        j += 1;
        i = symmetric ? j : 0;
      }
    },
    end(name) {
      if (taken !== count) throw new InvalidInputError(`${name}, numbers`, taken, String(count));
      return { n, entries, lower: symmetric };
    },
  };
}

function sizesOf(at: string, words: readonly string[], names: readonly string[]): number[] {
  if (words.length !== names.length || words.some((word) => !/^\d{1,10}$/.test(word)))
    throw new InvalidInputError(at, words.join(" ").slice(0, 100), `the numbers of ${names.join(", ")}`);
  return words.map(Number);
}

function entryOf(at: string, text: string, integer: boolean): number {
  if (integer && !/^[+-]?\d+$/.test(text)) throw new InvalidInputError(at, text, "a whole number");
  return numberAt(() => at, text);
}
