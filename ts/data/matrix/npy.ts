import { InvalidInputError } from "../../base/errors.js";
import { allocate, type Reader } from "./dense.js";

const MAGIC = "\x93NUMPY";
/** numpy itself writes some hundred bytes. */
const LONGEST_HEADER = 2 ** 16;

/**
 * NumPy's format, versions 1 to 3: an array of float32 or float64, of either byte order, in C or Fortran order.
 *
 * Source: NumPy Enhancement Proposal 1; numpy.lib.format.
 */
export const readNpy: Reader = async (name, chunks) => {
  const file = new Cursor(name, chunks);
  const start = await file.take(8);
  if (start.toString("latin1", 0, 6) !== MAGIC)
    throw new InvalidInputError(`${name}, offset 0`, start.toString("latin1", 0, 6), "the mark \\x93NUMPY");
  const version = start[6] as number;
  if (version < 1 || version > 3)
    throw new InvalidInputError(`${name}, offset 6`, version, "version 1, 2 or 3 of the format");
  const length = version === 1 ? (await file.take(2)).readUInt16LE() : (await file.take(4)).readUInt32LE();
  if (length > LONGEST_HEADER)
    throw new InvalidInputError(`${name}, offset 8`, length, `a header of at most ${LONGEST_HEADER} bytes`);
  const at = `${name}, offset ${file.offset}`;
  const { size, swapped, fortran, shape } = headerOf(at, (await file.take(length)).toString("latin1"));

  const [n, columns] = shape;
  const entries = allocate(name, n, columns);
  const bytes = size === 8 ? Buffer.from(entries.buffer) : Buffer.alloc(4 * entries.length);
  await file.fill(bytes);
  await file.end();
  if (swapped && size === 8) bytes.swap64();
  if (swapped && size === 4) bytes.swap32();
  if (size === 4) entries.set(new Float32Array(bytes.buffer, bytes.byteOffset, entries.length));
  if (fortran) transpose(entries, n);
  return { n, entries, lower: false };
};

interface Header {
  readonly size: 4 | 8;
  readonly swapped: boolean;
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
  const type = value("descr", `(['"])[<>=|]?f[48]\\1`, "'<f4', '<f8', '>f4' or '>f8'");
  const order = value("fortran_order", "True|False", "True or False");
  const shape = value(
    "shape",
    "\\(\\s*\\d{1,10}L?\\s*,\\s*\\d{1,10}L?\\s*,?\\s*\\)",
    "a matrix: two numbers",
  );
  const [rows, columns] = Array.from(shape.matchAll(/\d+/g), ([digits]) => Number(digits));
  return {
    size: type.includes("f8") ? 8 : 4,
    swapped: type.includes(">"),
    fortran: order === "True",
    shape: [rows as number, columns as number],
  };
}

/** Takes bytes from chunks of whatever size, and knows how many it took. */
class Cursor {
  offset = 0;
  readonly #length: string;
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(name: string, chunks: AsyncIterable<Uint8Array>) {
    this.#length = `${name}, length in bytes`;
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async take(length: number): Promise<Buffer> {
    const bytes = Buffer.alloc(length);
    await this.fill(bytes);
    return bytes;
  }

  async fill(target: Uint8Array): Promise<void> {
    for (let at = 0; at < target.length; ) {
      if (!(await this.#more()))
        throw new InvalidInputError(
          this.#length,
          this.offset,
          `at least ${this.offset + target.length - at}`,
        );
      const part = this.#rest.subarray(0, target.length - at);
      target.set(part, at);
      at += part.length;
      this.offset += part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
  }

  async end(): Promise<void> {
    const expected = this.offset;
    for (; await this.#more(); this.#rest = new Uint8Array(0)) this.offset += this.#rest.length;
    if (this.offset !== expected) throw new InvalidInputError(this.#length, this.offset, String(expected));
  }

  async #more(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const { value, done } = await this.#chunks.next();
      if (done === true) return false;
      this.#rest = value;
    }
    return true;
  }
}

function transpose(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const above = a[j * n + i] as number;
      a[j * n + i] = a[i * n + j] as number;
      a[i * n + j] = above;
    }
}
