import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvalidInputError, OutOfMemoryError } from "../../ts/base/errors.js";
import { readCsv } from "../../ts/data/matrix/csv.js";
import type { Reader } from "../../ts/data/matrix/dense.js";
import { readMatrixMarket } from "../../ts/data/matrix/matrix-market.js";
import { readNpy } from "../../ts/data/matrix/npy.js";
import { readMatrix } from "../../ts/data/matrix/read.js";
import { checkSymmetric } from "../../ts/data/matrix/symmetric.js";

const golden = (name: string) => new URL(`../golden/matrix/${name}`, import.meta.url);
const { entries: ENTRIES } = JSON.parse(await readFile(golden("matrix.json"), "utf8")) as {
  entries: number[];
};
const N = Math.sqrt(ENTRIES.length);

/** Bytes in chunks of at most `size`. */
async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = (reader: Reader, content: Uint8Array | string, size = 7, lower = false) =>
  reader("m", chunked(Buffer.from(content), size), { lower });

/** The lower triangle, row by row. */
const lowerOf = (n: number, a: ArrayLike<number>) =>
  Array.from({ length: n }, (_, i) => Array.from(a).slice(i * n, i * n + i + 1));

describe("the files that numpy and scipy write are read entry by entry", () => {
  test.each([
    ["c-order.npy", readNpy],
    ["fortran-order.npy", readNpy],
    ["big-endian.npy", readNpy],
    ["float32.npy", readNpy],
    ["float32-big-endian-fortran.npy", readNpy],
    ["version-2.npy", readNpy],
    ["version-3.npy", readNpy],
    ["array-general.mtx", readMatrixMarket],
    ["coordinate-general.mtx", readMatrixMarket],
    ["comma.csv", readCsv],
    ["semicolon.csv", readCsv],
    ["spaces.csv", readCsv],
  ])("%s", async (name, reader) => {
    const { n, entries, lower } = await read(reader, await readFile(golden(name)));
    expect({ n, entries: [...entries], lower }).toEqual({ n: N, entries: ENTRIES, lower: false });
  });

  test.each(["int8", "int16", "int32", "int64", "int64-big-endian-fortran", "float16"])(
    "%s.npy, four times the matrix",
    async (name) => {
      const { entries } = await read(readNpy, await readFile(golden(`${name}.npy`)));
      expect([...entries]).toEqual(ENTRIES.map((entry) => 4 * entry));
    },
  );

  test.each(["uint8", "uint16", "uint32", "uint64"])("%s.npy, its moduli", async (name) => {
    const { entries } = await read(readNpy, await readFile(golden(`${name}.npy`)));
    expect([...entries]).toEqual(ENTRIES.map((entry) => Math.abs(4 * entry)));
  });

  test.each([
    ["bool.npy", readNpy],
    ["pattern-general.mtx", readMatrixMarket],
  ])("%s, ones where the matrix is not 0", async (name, reader) => {
    const { entries } = await read(reader, await readFile(golden(name)));
    expect([...entries]).toEqual(ENTRIES.map((entry) => Number(entry !== 0)));
  });

  test("pattern-symmetric.mtx and unsigned-integer.mtx, the lower triangle", async () => {
    const pattern = await read(readMatrixMarket, await readFile(golden("pattern-symmetric.mtx")));
    expect(lowerOf(N, pattern.entries)).toEqual(
      lowerOf(
        N,
        ENTRIES.map((entry) => Number(entry !== 0)),
      ),
    );
    const moduli = await read(readMatrixMarket, await readFile(golden("unsigned-integer.mtx")));
    expect(lowerOf(N, moduli.entries)).toEqual(
      lowerOf(
        N,
        ENTRIES.map((entry) => Math.abs(4 * entry)),
      ),
    );
  });

  test("coordinate-symmetric.mtx.gz, unpacked", async () => {
    const bytes = await readFile(golden("coordinate-symmetric.mtx.gz"));
    for (const size of [1, 7, 1000]) {
      const { n, entries } = await readMatrix("coordinate-symmetric.mtx.gz", chunked(bytes, size), {
        lower: false,
        tolerance: 0,
      });
      expect(lowerOf(n, entries)).toEqual(lowerOf(N, ENTRIES));
    }
  });

  test.each([
    ["array-symmetric.mtx", 1],
    ["coordinate-symmetric.mtx", 1],
    ["integer.mtx", 4],
  ])("%s, the lower triangle", async (name, factor) => {
    const { n, entries, lower } = await read(readMatrixMarket, await readFile(golden(name)));
    expect(lower).toBe(true);
    expect(lowerOf(n, entries)).toEqual(
      lowerOf(
        N,
        ENTRIES.map((entry) => factor * entry),
      ),
    );
  });
});

/** An n×n matrix of any finite doubles; text keeps no sign of a zero. */
const matrices = fc
  .integer({ min: 1, max: 6 })
  .chain((n) =>
    fc
      .array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: n * n, maxLength: n * n })
      .map((entries) => ({ n, entries: entries.map((entry) => entry + 0) })),
  );
const sizes = fc.integer({ min: 1, max: 300 });

/** Row-major entries as a .npy file. */
function npy(
  n: number,
  entries: readonly number[],
  order: "C" | "F",
  type: "<f8" | ">f8" | "<f4" | ">f4",
  version = 1,
) {
  const head = `{'descr': '${type}', 'fortran_order': ${order === "F" ? "True" : "False"}, 'shape': (${n}, ${n}), }\n`;
  const length = Buffer.alloc(version === 1 ? 2 : 4);
  if (version === 1) length.writeUInt16LE(head.length);
  else length.writeUInt32LE(head.length);
  const size = type.endsWith("8") ? 8 : 4;
  const data = Buffer.alloc(size * n * n);
  const view = new DataView(data.buffer, data.byteOffset);
  entries.forEach((entry, place) => {
    const [i, j] = [Math.floor(place / n), place % n];
    const at = size * (order === "C" ? place : j * n + i);
    if (size === 8) view.setFloat64(at, entry, type.startsWith("<"));
    else view.setFloat32(at, entry, type.startsWith("<"));
  });
  return Buffer.concat([
    Buffer.from("\x93NUMPY", "latin1"),
    Buffer.of(version, 0),
    length,
    Buffer.from(head),
    data,
  ]);
}

describe("what is written is read back, however the bytes come in chunks", () => {
  test(".npy, both orders, types, byte orders and all versions", () =>
    fc.assert(
      fc.asyncProperty(
        matrices,
        fc.constantFrom("C" as const, "F" as const),
        fc.constantFrom("<f8" as const, ">f8" as const, "<f4" as const, ">f4" as const),
        fc.constantFrom(1, 2, 3),
        sizes,
        async ({ n, entries }, order, type, version, size) => {
          const kept = type.endsWith("8") ? entries : entries.map((entry) => Math.fround(entry / 1e300));
          const found = await read(readNpy, npy(n, kept, order, type, version), size);
          expect([...found.entries]).toEqual(kept);
        },
      ),
    ));

  test(".mtx, coordinates in any order", () =>
    fc.assert(
      fc.asyncProperty(
        matrices,
        fc.boolean(),
        fc.infiniteStream(fc.nat()),
        sizes,
        async ({ n, entries }, symmetric, order, size) => {
          const places = entries
            .map((entry, place) => ({
              i: Math.floor(place / n),
              j: place % n,
              entry,
              key: order.next().value as number,
            }))
            .filter(({ i, j, entry }) => entry !== 0 && (!symmetric || j <= i))
            .sort((a, b) => a.key - b.key);
          const text = [
            `%%MatrixMarket matrix coordinate real ${symmetric ? "symmetric" : "general"}`,
            "% a comment",
            "",
            `${n} ${n} ${places.length}`,
            ...places.map(({ i, j, entry }) => ` ${i + 1}\t${j + 1}  ${entry}`),
          ].join("\r\n");
          const found = await read(readMatrixMarket, text, size);
          expect(found.lower).toBe(symmetric);
          expect([...found.entries]).toEqual(
            entries.map((entry, place) => (symmetric && place % n > Math.floor(place / n) ? 0 : entry)),
          );
        },
      ),
    ));

  test(".mtx, arrays", () =>
    fc.assert(
      fc.asyncProperty(matrices, fc.boolean(), sizes, async ({ n, entries }, symmetric, size) => {
        const columns = entries.map((_, place) => [place % n, Math.floor(place / n)] as const);
        const kept = columns
          .filter(([i, j]) => !symmetric || i >= j)
          .map(([i, j]) => String(entries[i * n + j]));
        const banner = `%%MatrixMarket MATRIX Array Real ${symmetric ? "Symmetric" : "General"}`;
        const found = await read(readMatrixMarket, `${[banner, `${n} ${n}`, ...kept].join("\n")}\n`, size);
        expect(lowerOf(n, found.entries)).toEqual(lowerOf(n, entries));
      }),
    ));

  test(".csv, every separator, both line ends, blank lines and comments", () =>
    fc.assert(
      fc.asyncProperty(
        matrices,
        fc.constantFrom(",", ", ", ";", " ", "\t", "  "),
        fc.constantFrom("\n", "\r\n", "\n\n", "\n# more\n"),
        fc.constantFrom("", "\ufeff"),
        sizes,
        async ({ n, entries }, separator, end, mark, size) => {
          const rows = Array.from({ length: n }, (_, i) => entries.slice(i * n, (i + 1) * n).join(separator));
          const found = await read(readCsv, mark + rows.join(end), size);
          expect([...found.entries]).toEqual(entries);
        },
      ),
    ));
});

describe("what is given in other people's ways", () => {
  const matrix = async (reader: Reader, text: string, lower = false) => [
    ...(await read(reader, text, 7, lower)).entries,
  ];

  test("a decimal comma between semicolons or tabs, quotes, and Fortran's exponents", async () => {
    expect(await matrix(readCsv, '"1,5";2\n2;"1"')).toEqual([1.5, 2, 2, 1]);
    expect(await matrix(readCsv, "1,5\t2\n2\t1")).toEqual([1.5, 2, 2, 1]);
    expect(await matrix(readCsv, "1.5D+00 2d0\n2 0.1D1")).toEqual([1.5, 2, 2, 1]);
    expect(await matrix(readMatrixMarket, `${ARRAY}\n1 1\n-0.25D+02`)).toEqual([-25]);
  });

  test("what --lower leaves unread is not parsed: blanks, words and NaNs above the diagonal", async () => {
    expect(await matrix(readCsv, "1,nan\n2,1", true)).toEqual([1, 0, 2, 1]);
    expect(await matrix(readCsv, "1,\n2,1", true)).toEqual([1, 0, 2, 1]);
    expect(await matrix(readCsv, "1;x\n2;1", true)).toEqual([1, 0, 2, 1]);
    expect(await matrix(readMatrixMarket, `${ARRAY}\n2 2\n1\n2\nnan\n1`, true)).toEqual([1, 0, 2, 1]);
    expect(await matrix(readMatrixMarket, `${BANNER}\n2 2 2\n2 1 2\n1 2 nan`, true)).toEqual([0, 0, 2, 0]);
    await expect(matrix(readCsv, "nan,1\n2,1", true)).rejects.toThrow("line 1, column 1");
  });

  test("a place twice is a sum, an upper entry of a symmetric matrix is its mirror image, as scipy reads them", async () => {
    expect(await matrix(readMatrixMarket, `${BANNER}\n2 2 3\n1 1 5\n1 1 6\n2 2 1`)).toEqual([11, 0, 0, 1]);
    expect(await matrix(readMatrixMarket, `${SYMMETRIC}\n2 2 2\n1 2 5\n2 1 1`)).toEqual([0, 0, 6, 0]);
    await expect(matrix(readMatrixMarket, `${BANNER}\n1 1 2\n1 1 1e308\n1 1 1e308`)).rejects.toThrow(
      'm, line 4: got "1 1 1e308", expected entries of one place with a finite sum',
    );
  });

  test("a banner with one percent sign, doubles, and a Hermitian matrix of real numbers", async () => {
    expect(await matrix(readMatrixMarket, `${BANNER.slice(1)}\n1 1 1\n1 1 3`)).toEqual([3]);
    expect(await matrix(readMatrixMarket, `${BANNER.replace("real", "double")}\n1 1 1\n1 1 3`)).toEqual([3]);
    expect(await matrix(readMatrixMarket, `${BANNER.replace("general", "hermitian")}\n1 1 1\n1 1 3`)).toEqual(
      [3],
    );
  });

  test("one byte alone, and then a mebibyte of a file, as a pipe may give them", async () => {
    const bytes = Buffer.from(`# ${"-".repeat(2 ** 20)}\n2,1\n1,3\n`);
    const chunks = (async function* () {
      yield bytes.subarray(0, 1);
      yield bytes.subarray(1);
    })();
    const { entries } = await readMatrix("m.csv", chunks, { lower: false, tolerance: 0 });
    expect([...entries]).toEqual([2, 1, 1, 3]);
  });

  test("a file that is not whole under gzip, and one of another ending, are told in a sentence", async () => {
    const bytes = await readFile(golden("coordinate-symmetric.mtx.gz"));
    const cut = readMatrix("m.mtx.gz", chunked(bytes.subarray(0, 60), 7), { lower: false, tolerance: 0 });
    await expect(cut).rejects.toThrow(/^m\.mtx\.gz, gzip: got .*, expected a whole gzip file$/);
    const other = readMatrix("m.toString", chunked(bytes, 7), { lower: false, tolerance: 0 });
    await expect(other).rejects.toThrow(
      'FILE: got "m.toString", expected a name that ends in .npy, .npz, .mtx, .csv, .tsv, .txt, or one of these and .gz',
    );
  });
});

const BANNER = "%%MatrixMarket matrix coordinate real general";
const SYMMETRIC = "%%MatrixMarket matrix coordinate real symmetric";
const ARRAY = "%%MatrixMarket matrix array real general";
const HEADER = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }";

/** A .npy file of a header's text and so many bytes. */
function raw(header: string, bytes: number, version = 1): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  return Buffer.concat([
    Buffer.from("\x93NUMPY", "latin1"),
    Buffer.of(version, 0),
    length,
    Buffer.from(header, "latin1"),
    Buffer.alloc(bytes),
  ]);
}

describe("a file that is not what it should be is told in one sentence: the place, what is there, what is allowed", () => {
  test.each([
    ["nothing", "", "m, rows: got 0, expected a row of numbers"],
    ["a header", "a,b\n1,2\n2,1", 'm, line 1, column 1: got "a", expected a finite number'],
    ["a word", "1,2\n2,x", 'm, line 2, column 2: got "x", expected a finite number'],
    ["a NaN", "1 nan\n2 1", 'm, line 1, column 2: got "nan", expected a finite number'],
    ["an overflow", "1e999", 'm, line 1, column 1: got "1e999", expected a finite number'],
    ["a decimal comma twice", "1,5,0;2\n2;1", 'm, line 1, column 1: got "1.5,0", expected a finite number'],
    ["an empty field", "1,,2", 'm, line 1, column 2: got "", expected a finite number'],
    ["a hexadecimal number", "0x10", 'm, line 1, column 1: got "0x10", expected a finite number'],
    ["a short row", "1,2\n3", "m, line 2: got 1, expected 2 numbers, as in the first row"],
    [
      "a row too much",
      "# c\n1,2\n3,4\n5,6",
      "m, line 4, row: got 3, expected at most 2, as there are columns",
    ],
    ["a row too few", "1,2,3\n1,2,3", "m, shape: got [2,3], expected as many rows as columns"],
    [
      "a line without an end",
      "1".repeat(5_000_000),
      "m, line 1: got 4259840, expected at most 4194304 characters",
    ],
  ])(".csv with %s", async (_, text, message) => {
    const failed = read(readCsv, text, 2 ** 16).catch((error) => error);
    expect(await failed).toBeInstanceOf(InvalidInputError);
    expect((await failed).message).toBe(message);
  });

  test.each([
    ["nothing", "", 'm, line 1: got "", expected %%MatrixMarket matrix coordinate|array real|double'],
    ["no banner", "3 3 1\n1 1 1", 'm, line 1: got "3 3 1", expected %%MatrixMarket'],
    [
      "patterns in an array",
      ARRAY.replace("real", "pattern"),
      'm, line 1: got "%%MatrixMarket matrix array pattern',
    ],
    [
      "a number in a pattern",
      `${BANNER.replace("real", "pattern")}\n1 1 1\n1 1 1`,
      'm, line 3: got "1 1 1", expected a row and a column',
    ],
    [
      "a sign where there is none",
      `${BANNER.replace("real", "unsigned-integer")}\n1 1 1\n1 1 -1`,
      'm, line 3: got "-1", expected a whole number of at least 0',
    ],
    ["complex numbers", BANNER.replace("real", "complex"), "m, line 1: got "],
    ["a skew matrix", BANNER.replace("general", "skew-symmetric"), "m, line 1: got "],
    ["no sizes", `${BANNER}\n% c\n`, 'm, line 3: got "", expected the numbers of rows and columns'],
    [
      "sizes of the other format",
      `${BANNER}\n3 3`,
      'm, line 2: got "3 3", expected the numbers of rows, columns, entries',
    ],
    ["another shape", `${ARRAY}\n2 3\n`, "m, line 2, shape: got [2,3], expected as many rows as columns"],
    ["a place outside", `${BANNER}\n2 2 1\n3 1 5`, 'm, line 3: got "3", expected a place from 1 to 2'],
    ["a place at 0", `${BANNER}\n2 2 1\n0 1 5`, 'm, line 3: got "0", expected a place from 1 to 2'],
    ["no value", `${BANNER}\n2 2 1\n1 1`, 'm, line 3: got "1 1", expected a row, a column and a number'],
    ["an entry too much", `${BANNER}\n2 2 1\n1 1 5\n2 2 5`, "m, line 4, entry: got 2, expected at most 1"],
    ["an entry too few", `${BANNER}\n2 2 2\n1 1 5`, "m, entries: got 1, expected 2"],
    ["a word", `${BANNER}\n2 2 1\n1 1 x`, 'm, line 3: got "x", expected a finite number'],
    [
      "an integer that no double equals",
      `${BANNER.replace("real", "integer")}\n1 1 1\n1 1 9007199254740993`,
      'm, line 3: got "9007199254740993", expected an integer that a double equals',
    ],
    [
      "a fraction for an integer",
      `${BANNER.replace("real", "integer")}\n1 1 1\n1 1 0.5`,
      'm, line 3: got "0.5", expected a whole number',
    ],
    ["two numbers a line", `${ARRAY}\n2 2\n1 2`, 'm, line 3: got "1 2", expected one number a line'],
    ["a number too much", `${ARRAY}\n1 1\n1\n2`, "m, line 4, number: got 2, expected at most 1"],
    ["a number too few", `${ARRAY}\n2 2\n1`, "m, numbers: got 1, expected 4"],
  ])(".mtx with %s", async (_, text, message) => {
    const failed = read(readMatrixMarket, text).catch((error) => error);
    expect(await failed).toBeInstanceOf(InvalidInputError);
    expect((await failed).message.startsWith(message), (await failed).message).toBe(true);
  });

  test.each([
    ["nothing", Buffer.alloc(0), "m, length in bytes: got 0, expected at least 8"],
    ["another file's bytes", Buffer.from("PK\x03\x04 a zip archive"), "m, offset 0: got "],
    ["version 4", raw(HEADER, 32, 4), "m, offset 6: got 4, expected version 1, 2 or 3 of the format"],
    ["a cut header", raw(HEADER, 0).subarray(0, 30), "m, length in bytes: got 30, expected at least 69"],
    ["cut data", raw(HEADER, 31), "m, length in bytes: got 100, expected at least 101"],
    ["more data", raw(HEADER, 33), "m, length in bytes: got 102, expected 101"],
    ["a header without a shape", raw(HEADER.replace("shape", "form"), 32), "m, offset 10: got "],
    [
      "long doubles",
      raw(HEADER.replace("f8", "f16"), 64),
      "m, offset 10, descr: got \"'<f16'\", expected one of f8,",
    ],
    ["complex numbers", raw(HEADER.replace("f8", "c16"), 64), "m, offset 10, descr: got \"'<c16'\""],
    [
      "records",
      raw(HEADER.replace("'<f8'", "[('a', '<f8')]"), 32),
      "m, offset 10, descr: got \"[('a', '<f8')]\"",
    ],
    [
      "a strange order",
      raw(HEADER.replace("False", "None"), 32),
      'm, offset 10, fortran_order: got "None", expected True or False',
    ],
    [
      "a vector",
      raw(HEADER.replace("(2, 2)", "(4,)"), 32),
      'm, offset 10, shape: got "(4,)", expected a matrix: two numbers',
    ],
    ["a stack", raw(HEADER.replace("(2, 2)", "(1, 2, 2)"), 32), 'm, offset 10, shape: got "(1, 2, 2)"'],
    [
      "another shape",
      raw(HEADER.replace("(2, 2)", "(4, 1)"), 32),
      "m, shape: got [4,1], expected as many rows as columns",
    ],
  ])(".npy with %s", async (_, bytes, message) => {
    const failed = read(readNpy, bytes).catch((error) => error);
    expect(await failed).toBeInstanceOf(InvalidInputError);
    expect((await failed).message.startsWith(message), (await failed).message).toBe(true);
  });

  test("a matrix that WebAssembly cannot hold is refused before anything is allocated", async () => {
    const cases = [
      read(readMatrixMarket, `${BANNER}\n100000 100000 1\n1 1 1`),
      read(readNpy, raw(HEADER.replace("(2, 2)", "(20000, 20000)"), 0)),
      read(readCsv, `${"0,".repeat(16384)}0`, 2 ** 16),
    ];
    for (const failed of cases) await expect(failed).rejects.toBeInstanceOf(OutOfMemoryError);
  });
});

describe("a matrix that is not symmetric", () => {
  const check = (entries: number[], tolerance?: number) => () =>
    checkSymmetric("m", Math.sqrt(entries.length), Float64Array.from(entries), tolerance);

  test("is told by the two entries", () => {
    expect(check([1, 2, 3, 4], 1e-8)).toThrow(
      "m, row 2, column 1: got 3, expected 2 as in row 1, column 2, within 1e-8 of the largest entry",
    );
  });

  test("passes where the difference is within the tolerance, in units of the largest entry", () => {
    expect(check([100, 2, 3, 4], 0.01)).not.toThrow();
    expect(check([100, 2, 3, 4], 0.0099)).toThrow("row 2, column 1");
  });

  test("passes where the lower triangle is read alone", () =>
    expect(check([1, Number.NaN, 3, 4])).not.toThrow());

  test("a NaN or an infinity is named where it is read", () => {
    expect(check([1, Number.NaN, 3, 4], 1)).toThrow("m, row 1, column 2: got NaN, expected a finite number");
    expect(check([1, 0, Number.NEGATIVE_INFINITY, 4])).toThrow("m, row 2, column 1: got -Infinity, expected");
  });
});

test("an integer that no double equals is refused, not rounded", async () => {
  const failed = read(readNpy, await readFile(golden("int64-too-large.npy")));
  await expect(failed).rejects.toThrow(
    'm, row 1, column 1: got "an integer beyond 2^53", expected an integer that a double equals',
  );
});
