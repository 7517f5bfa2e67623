import { InvalidInputError } from "../../base/errors.js";
import { Cursor, latin1 } from "../bytes.js";
import { allocate, type Reader } from "./dense.js";

const MAGIC = "\x93NUMPY";
/** numpy itself writes some hundred bytes. */
const LONGEST_HEADER = 2 ** 16;

/** How an entry of each type is read, and its bytes. */
const TYPES: Readonly<Record<string, readonly [size: number, read: ReadEntry]>> = {
  f8: [8, (view, at, little) => view.getFloat64(at, little)],
  f4: [4, (view, at, little) => view.getFloat32(at, little)],
  f2: [2, (view, at, little) => half(view.getUint16(at, little))],
  i1: [1, (view, at) => view.getInt8(at)],
  i2: [2, (view, at, little) => view.getInt16(at, little)],
  i4: [4, (view, at, little) => view.getInt32(at, little)],
  i8: [8, (view, at, little) => exact(view.getBigInt64(at, little))],
  u1: [1, (view, at) => view.getUint8(at)],
  u2: [2, (view, at, little) => view.getUint16(at, little)],
  u4: [4, (view, at, little) => view.getUint32(at, little)],
  u8: [8, (view, at, little) => exact(view.getBigUint64(at, little))],
  b1: [1, (view, at) => Number(view.getUint8(at) !== 0)],
};
/** NaN for what a double cannot hold. */
type ReadEntry = (view: DataView, at: number, littleEndian: boolean) => number;

/**
 * NumPy's format, versions 1 to 3: a matrix of any real type (float16 to float64, integers, bool), of either byte order, in C
 * or Fortran order. An integer that no double equals is refused.
 *
 * Source: NumPy Enhancement Proposal 1; numpy.lib.format.
 */
export const readNpy: Reader = async (name, chunks, { lower }) => {
  const file = new Cursor(name, chunks);
  const start = await file.take(8);
  const mark = latin1(start).slice(0, 6);
  if (mark !== MAGIC) throw new InvalidInputError(`${name}, offset 0`, mark, "the mark \\x93NUMPY");
  const version = start.getUint8(6);
  if (version < 1 || version > 3)
    throw new InvalidInputError(`${name}, offset 6`, version, "version 1, 2 or 3 of the format");
  const length =
    version === 1 ? (await file.take(2)).getUint16(0, true) : (await file.take(4)).getUint32(0, true);
  if (length > LONGEST_HEADER)
    throw new InvalidInputError(`${name}, offset 8`, length, `a header of at most ${LONGEST_HEADER} bytes`);
  const header = headerOf(`${name}, offset ${file.offset}`, latin1(await file.take(length)));

  const [n, columns] = header.shape;
  const entries = allocate(name, n, columns);
  const [size, read] = TYPES[header.type] as (typeof TYPES)[string];
  // Doubles take their own place; a smaller type needs no more than as much again.
  const bytes = size === 8 ? new Uint8Array(entries.buffer) : new Uint8Array(size * entries.length);
  await file.fill(bytes);
  await file.end();
  const view = new DataView(bytes.buffer);
  for (let place = 0; place < entries.length; place++)
    entries[place] = read(view, size * place, header.littleEndian);
  if (header.fortran) transpose(entries, n);
  if (header.type.startsWith("i") || header.type.startsWith("u")) checkExact(name, n, entries, lower);
  return { n, entries, lower };
};

interface Header {
  readonly type: string;
  readonly littleEndian: boolean;
  readonly fortran: boolean;
  readonly shape: readonly [number, number];
}

/** The header is a dictionary as Python writes it: `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 3), }`. */
function headerOf(at: string, text: string): Header {
  const value = (key: string, pattern: string, expected: string): string => {
    const found = new RegExp(`['"]${key}['"]\\s*:\\s*(\\([^)]*\\)|\\[.*?\\]|[^,}\\s]+)`).exec(text)?.[1];
    if (found === undefined)
      throw new InvalidInputError(at, text.trim().slice(0, 100), `a header with '${key}'`);
    if (!new RegExp(`^(?:${pattern})$`).test(found))
      throw new InvalidInputError(`${at}, ${key}`, found.slice(0, 100), expected);
    return found;
  };
  const types = Object.keys(TYPES);
  const type = value("descr", `(['"])[<>=|]?(?:${types.join("|")})\\1`, `one of ${types.join(", ")}`);
  const order = value("fortran_order", "True|False", "True or False");
  const shape = value(
    "shape",
    "\\(\\s*\\d{1,10}L?\\s*,\\s*\\d{1,10}L?\\s*,?\\s*\\)",
    "a matrix: two numbers",
  );
  const [rows, columns] = Array.from(shape.matchAll(/\d+/g), ([digits]) => Number(digits));
  return {
    type: type.slice(-3, -1),
    littleEndian: !type.includes(">"),
    fortran: order === "True",
    shape: [rows as number, columns as number],
  };
}

/** IEEE 754 binary16. */
function half(bits: number): number {
  const [exponent, fraction] = [(bits >> 10) & 0x1f, bits & 0x3ff];
  const size =
    exponent === 0
      ? fraction * 2 ** -24
      : exponent === 0x1f
        ? fraction === 0
          ? Number.POSITIVE_INFINITY
          : Number.NaN
        : (1024 + fraction) * 2 ** (exponent - 25);
  return bits >> 15 === 1 ? -size : size;
}

function exact(value: bigint): number {
  const double = Number(value);
  return BigInt(double) === value ? double : Number.NaN;
}

/** @throws InvalidInputError for an integer that was none of the doubles. */
function checkExact(name: string, n: number, entries: Float64Array, lower: boolean): void {
  const place = entries.findIndex((entry, at) => Number.isNaN(entry) && !(lower && at % n > at / n));
  if (place === -1) return;
  const [row, column] = [Math.floor(place / n) + 1, (place % n) + 1];
  throw new InvalidInputError(
    `${name}, row ${row}, column ${column}`,
    "an integer beyond 2^53",
    "an integer that a double equals",
  );
}

function transpose(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const above = a[j * n + i] as number;
      a[j * n + i] = a[i * n + j] as number;
      a[i * n + j] = above;
    }
}
