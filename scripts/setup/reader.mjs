/** Reads what modules are made of, in views of their bytes: https://webassembly.github.io/spec/core/binary */
export class Reader {
  #bytes;
  #at = 0;

  constructor(bytes) {
    this.#bytes = bytes;
  }

  get atEnd() {
    return this.#at === this.#bytes.length;
  }

  byte() {
    return this.#bytes[this.#at++];
  }

  /** LEB128. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  /** A length, and so many bytes. */
  bytes() {
    const length = this.number();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  text() {
    return new TextDecoder().decode(this.bytes());
  }
}

/** The sections of a module: each with its number and its content. */
export function* sectionsOf(module) {
  const sections = new Reader(module.subarray(8));
  while (!sections.atEnd) yield [sections.byte(), sections.bytes()];
}
