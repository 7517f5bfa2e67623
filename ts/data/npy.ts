import { InvalidInputError } from "../base/errors.js";
import { Cursor, latin1 } from "./bytes.js";

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

/** Which arrays a reader takes. */
export interface Shapes {
  /** A regular expression for one number of dimensions or several, `SIZE` standing for a size. */
  readonly pattern: string;
  /** The same in words. */
  readonly expected: string;
  /** Zeros for the entries. @throws for a shape that is none of these, or too large */
  allocate(shape: readonly number[]): Float64Array<ArrayBuffer>;
}

export interface NpyArray {
  readonly shape: readonly number[];
  /** In the file's order. An integer that no double equals is NaN. */
  readonly entries: Float64Array<ArrayBuffer>;
  /** The first index goes fastest. */
  readonly fortran: boolean;
  readonly integers: boolean;
}

/**
 * NumPy's format, versions 1 to 3: an array of any real type (float16 to float64, integers, bool), of either byte order, in C or
 * Fortran order.
 *
 * Source: NumPy Enhancement Proposal 1; numpy.lib.format.
 */
export async function readNpyArray(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  shapes: Shapes,
): Promise<NpyArray> {
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
  const { type, littleEndian, fortran, shape } = headerOf(
    `${name}, offset ${file.offset}`,
    latin1(await file.take(length)),
    shapes,
  );

  const entries = shapes.allocate(shape);
  const [size, read] = TYPES[type] as (typeof TYPES)[string];
  // Doubles take their own place; a smaller type needs no more than as much again.
  const bytes = size === 8 ? new Uint8Array(entries.buffer) : new Uint8Array(size * entries.length);
  await file.fill(bytes);
  await file.end();
  const view = new DataView(bytes.buffer);
  for (let place = 0; place < entries.length; place++)
    entries[place] = read(view, size * place, littleEndian);
  return { shape, entries, fortran, integers: type.startsWith("i") || type.startsWith("u") };
}

interface Header {
  readonly type: string;
  readonly littleEndian: boolean;
  readonly fortran: boolean;
  readonly shape: readonly number[];
}

/** The header is a dictionary as Python writes it: `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 3), }`. */
function headerOf(at: string, text: string, { pattern, expected }: Shapes): Header {
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
  const sizes = pattern.replaceAll("SIZE", "\\s*\\d{1,10}L?\\s*");
  const shape = value("shape", `\\(${sizes},?\\s*\\)`, expected);
  return {
    type: type.slice(-3, -1),
    littleEndian: !type.includes(">"),
    fortran: order === "True",
    shape: Array.from(shape.matchAll(/\d+/g), ([digits]) => Number(digits)),
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
