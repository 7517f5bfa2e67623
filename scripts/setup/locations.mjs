import { Reader, sectionsOf } from "./reader.mjs";

const CODE = 10;
const DATA = 11;

/** Bytes of a `core::panic::Location`: the address and the length of a file's name, the line, the column. */
const LOCATION = 16;

/**
 * Zeroes the places in the sources that panics would name, for a module in which no code reads them: 19 KB where panics trap
 * without a text. The compiler has a flag for it, in its nightly version alone.
 *
 * What could be read is kept: where three bytes of the code, or a word of other data, may be an address within it.
 */
export function forgetLocations(module) {
  const sections = new Map(sectionsOf(module));
  const segments = segmentsOf(sections.get(DATA));
  const memory = new Memory(segments);
  const locations = memory.locations();
  const addresses = new Set([...addressesIn(sections.get(CODE)), ...memory.wordsOutside(locations)]);
  const isRead = (start, length) => {
    for (let at = start; at < start + length; at++) if (addresses.has(at)) return true;
    return false;
  };
  const dead = [];
  for (const location of locations)
    if (isRead(location.at, LOCATION)) addresses.add(location.name);
    else dead.push(location);
  for (const { at, name, length } of dead) {
    memory.clear(at, LOCATION);
    if (!isRead(name, length)) memory.clear(name, length);
  }
  for (const { start, bytes } of segments) bytes.set(memory.at(start, bytes.length));
}

/** Segments with a constant address, as linkers make them of programs without threads. */
function segmentsOf(section) {
  const reader = new Reader(section);
  return Array.from({ length: reader.number() }, () => {
    const [kind, constant, start, end] = [reader.number(), reader.byte(), reader.number(), reader.byte()];
    if (kind !== 0 || constant !== 0x41 || end !== 0x0b)
      throw new Error("A data segment has no constant address.");
    return { start, bytes: reader.bytes() };
  });
}

/** Whatever could be a constant of three bytes, which addresses of data are (wasm.mjs: STACK). */
function* addressesIn(code) {
  for (let at = 0; at + 2 < code.length; at++)
    if (code[at] > 127 && code[at + 1] > 127 && code[at + 2] < 128)
      yield new Reader(code.subarray(at)).number();
}

/** What the segments leave in memory. */
class Memory {
  #start;
  #bytes;
  #view;

  constructor(segments) {
    const { start, bytes } = segments[segments.length - 1];
    this.#start = segments[0].start;
    this.#bytes = new Uint8Array(start + bytes.length - this.#start);
    this.#view = new DataView(this.#bytes.buffer);
    for (const { start, bytes } of segments) this.at(start, bytes.length).set(bytes);
  }

  at(address, length) {
    return this.#bytes.subarray(address - this.#start, address - this.#start + length);
  }

  clear(address, length) {
    this.at(address, length).fill(0);
  }

  locations() {
    const found = [];
    const end = this.#start + this.#bytes.length;
    for (const at of this.#places(LOCATION)) {
      const [name, length, line] = [0, 4, 8].map((part) => this.#word(at + part));
      const isName = name >= this.#start && name + length <= end;
      if (line > 0 && isName && new TextDecoder().decode(this.at(name, length)).endsWith(".rs"))
        found.push({ at, name, length });
    }
    return found;
  }

  /** The words that belong to none of the locations. */
  wordsOutside(locations) {
    const inside = new Set(locations.flatMap(({ at }) => [at, at + 4, at + 8, at + 12]));
    return this.#places(4)
      .filter((at) => !inside.has(at))
      .map((at) => this.#word(at));
  }

  /** Where words are, of which so many bytes follow. */
  #places(bytes) {
    const count = Math.floor((this.#bytes.length - bytes) / 4) + 1;
    return Array.from({ length: count }, (_, i) => this.#start + 4 * i);
  }

  #word(address) {
    return this.#view.getUint32(address - this.#start, true);
  }
}
