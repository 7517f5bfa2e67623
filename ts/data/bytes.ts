import { InvalidInputError } from "../base/errors.js";
import { field } from "../base/schema.js";

/** Takes bytes from chunks of whatever size, and knows how many it took. */
export class Cursor {
  offset = 0;
  readonly #length: string;
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  /** @param name  how messages call the file */
  constructor(name: string, chunks: AsyncIterable<Uint8Array>) {
    this.#length = `${name}, length in bytes`;
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async take(length: number): Promise<DataView<ArrayBuffer>> {
    const bytes = new Uint8Array(length);
    await this.fill(bytes);
    return new DataView(bytes.buffer);
  }

  /** @throws InvalidInputError when the file ends before. */
  async fill(target: Uint8Array): Promise<void> {
    for (let at = 0; at < target.length; ) {
      if (!(await this.#more())) {
        const wanted = this.offset + target.length - at;
        throw new InvalidInputError(this.#length, this.offset, `at least ${wanted}`);
      }
      const part = this.#rest.subarray(0, target.length - at);
      target.set(part, at);
      at += part.length;
      this.offset += part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
  }

  /** @throws InvalidInputError when the file does not end here. */
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

/** Whether a value is bytes, of whatever realm. */
export const isBytes = (value: unknown): value is Uint8Array =>
  Object.prototype.toString.call(value) === "[object Uint8Array]";

export const bytesField = field("a Uint8Array", {}, {}, (value) => (isBytes(value) ? value : undefined));

/** One character a byte, as headers of binary files are written. */
export const latin1 = (bytes: DataView): string =>
  Array.from({ length: bytes.byteLength }, (_, at) => String.fromCharCode(bytes.getUint8(at))).join("");

/** The bytes of a file that is in memory, as one chunk. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The bytes, unpacked where they begin as gzip does. @throws InvalidInputError naming what is damaged */
export async function* unpacked(name: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < 2) {
    const { value, done } = await source.next();
    if (done === true) break;
    head = head.length === 0 ? value : Uint8Array.from([...head, ...value]);
  }
  const whole = (async function* () {
    yield head;
    yield* { [Symbol.asyncIterator]: () => source };
  })();
  if (head[0] !== 0x1f || head[1] !== 0x8b) yield* whole;
  else yield* decompressed(`${name}, gzip`, "gzip", streamOf(whole), "a whole gzip file");
}

function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<BufferSource> {
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value as Uint8Array<ArrayBuffer>);
    },
  });
}

/** What a stream unpacks to. @throws InvalidInputError naming `place` where it is damaged; what its source threw */
export async function* decompressed(
  place: string,
  format: CompressionFormat,
  packed: ReadableStream<BufferSource>,
  expected: string,
): AsyncGenerator<Uint8Array> {
  const reader = packed.pipeThrough(new DecompressionStream(format)).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } catch (cause) {
    if (cause instanceof InvalidInputError) throw cause;
    throw new InvalidInputError(place, (cause as Error).message, expected);
  }
}
