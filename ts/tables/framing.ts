/**
 * Checks every length and offset in an Arrow IPC file or stream, and what its record batches say of their rows, by the bytes that are there.
 *
 * apache-arrow trusts them: of a flipped bit it makes 2^30 columns or rows, or reads one message over and over.
 * Source: Arrow columnar format 1.5, serialization and IPC (Message.fbs, Schema.fbs, File.fbs); FlatBuffers' binary format.
 *
 * @throws Error  saying what is wrong
 * @throws RangeError  an offset leads out of the bytes
 */
export function checkFraming(bytes: Uint8Array): void {
  if (isMagic(bytes, 0)) checkFile(bytes);
  else checkStream(bytes);
}

const MAGIC = new TextEncoder().encode("ARROW1");
const isMagic = (bytes: Uint8Array, at: number) => MAGIC.every((byte, place) => bytes[at + place] === byte);

/** Kinds of messages. */
const SCHEMA = 1;
const DICTIONARY = 2;
const ROWS = 3;

/** The tables of FlatBuffers whose parts are counted: of each field, by its number, what the vector or the table there holds. */
interface Shape {
  /** Vectors of values, of so many bytes each. */
  readonly values?: Readonly<Record<number, number>>;
  readonly vectors?: Readonly<Record<number, () => Shape>>;
  readonly tables?: Readonly<Record<number, () => Shape>>;
}

const keyValue = (): Shape => ({});
const field = (): Shape => ({ vectors: { 5: field, 6: keyValue } });
const schema = (): Shape => ({ vectors: { 1: field, 2: keyValue } });
const batch = (): Shape => ({ values: { 1: 16, 2: 16, 4: 8 } });
const dictionary = (): Shape => ({ tables: { 1: batch } });
const footer = (): Shape => ({ tables: { 1: schema }, values: { 2: 24, 3: 24 }, vectors: { 4: keyValue } });
/** Of messages, by their kinds. */
const HEADERS: Readonly<Record<number, () => Shape>> = {
  [SCHEMA]: schema,
  [DICTIONARY]: dictionary,
  [ROWS]: batch,
};

/** Of a file only what its footer names is read. */
function checkFile(bytes: Uint8Array): void {
  const end = bytes.length - MAGIC.length - 4;
  need(end > 0 && isMagic(bytes, end + 4), "it does not end as an Arrow file");
  const length = viewOf(bytes).getInt32(end, true);
  need(length > 0 && length < end, "its footer is longer than it");
  const buffer = new Flat(bytes.subarray(end - length, end));
  buffer.check(buffer.root, footer());
  for (const [place, kind] of [
    [2, DICTIONARY],
    [3, ROWS],
  ] as const)
    for (const block of buffer.values(buffer.root, place, 24))
      need(messageAt(bytes, buffer.whole(block))?.kind === kind, "a part that its footer names is none");
}

function checkStream(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    const message = messageAt(bytes, at);
    if (message === undefined) return;
    need((message.kind === SCHEMA) === (at === 0), "it does not hold one schema, and first");
    at = message.end;
  }
}

/** The message that begins at a byte, checked with its body; undefined where the stream ends. */
function messageAt(bytes: Uint8Array, start: number): { kind: number; end: number } | undefined {
  const view = viewOf(bytes);
  let at = start;
  // Of a stream before version 0.15 there is no mark.
  if (view.getInt32(at, true) === -1) at += 4;
  const length = view.getInt32(at, true);
  if (length === 0) return undefined;
  const body = at + 4 + length;
  need(length > 0 && body <= bytes.length, "a message is longer than it");
  const buffer = new Flat(bytes.subarray(at + 4, body));
  const { root } = buffer;
  const kind = buffer.byte(root, 1);
  const shape = HEADERS[kind];
  if (shape === undefined) throw new Error("a message is none of a table's");
  buffer.check(root, { vectors: { 4: keyValue }, tables: { 2: shape } });
  const bodyLength = buffer.whole(buffer.field(root, 3));
  need(bodyLength >= 0 && body + bodyLength <= bytes.length, "a message's body is longer than it");
  const header = buffer.table(root, 2);
  if (kind === ROWS) checkBatch(buffer, header, bodyLength);
  if (kind === DICTIONARY) checkBatch(buffer, buffer.table(header, 1), bodyLength);
  return { kind, end: body + bodyLength };
}

/** No buffer reaches out of the body, and no column has more rows than the body has bits. */
function checkBatch(buffer: Flat, at: number, bodyLength: number): void {
  need(buffer.field(at, 3) === undefined, "its buffers are compressed");
  const lengths = [buffer.field(at, 0), ...buffer.values(at, 1, 16)].map((place) => buffer.whole(place));
  const most = 8 * bodyLength;
  need(
    lengths.every((length) => length >= 0 && length <= most),
    "a column has more rows than there are bytes for",
  );
  // The first column is the first of all nodes.
  need(lengths.length === 1 || lengths[0] === lengths[1], "its columns are of unequal lengths");
  for (const place of buffer.values(at, 2, 16)) {
    const [offset, length] = [buffer.whole(place), buffer.whole(place + 8)];
    need(offset >= 0 && length >= 0 && offset + length <= bodyLength, "a buffer leads out of its message");
  }
}

/** A buffer of FlatBuffers. Whatever is read outside of it is a RangeError. */
class Flat {
  readonly #view: DataView;
  #left: number;

  constructor(bytes: Uint8Array) {
    this.#view = viewOf(bytes);
    // Tables do not overlap, but two may share one: no more are looked at than there is room for.
    this.#left = bytes.length;
  }

  get root(): number {
    return this.#follow(0);
  }

  check(at: number, { values = {}, vectors = {}, tables = {} }: Shape): void {
    need(this.#left-- > 0, "its metadata hold more than there is room for");
    for (const [place, size] of Object.entries(values)) this.values(at, Number(place), size);
    for (const [place, shape] of Object.entries(vectors))
      for (const element of this.values(at, Number(place), 4)) this.check(this.#follow(element), shape());
    for (const [place, shape] of Object.entries(tables))
      if (this.field(at, Number(place)) !== undefined) this.check(this.table(at, Number(place)), shape());
  }

  /** Where a field of a table stands; undefined where it has none. */
  field(table: number, place: number): number | undefined {
    const fields = table - this.#view.getInt32(table, true);
    const slot = 4 + 2 * place;
    const offset = slot < this.#view.getInt16(fields, true) ? this.#view.getInt16(fields + slot, true) : 0;
    return offset === 0 ? undefined : table + offset;
  }

  table(table: number, place: number): number {
    const at = this.field(table, place);
    if (at === undefined) throw new Error("a part of its metadata is missing");
    return this.#follow(at);
  }

  /** Where the elements of a vector stand, of so many bytes each. */
  values(table: number, place: number, size: number): number[] {
    const at = this.field(table, place);
    if (at === undefined) return [];
    const start = this.#follow(at);
    const count = this.#view.getInt32(start, true);
    need(
      count >= 0 && start + 4 + count * size <= this.#view.byteLength,
      "a list of its metadata is longer than it",
    );
    return Array.from({ length: count }, (_, element) => start + 4 + element * size);
  }

  byte(table: number, place: number): number {
    const at = this.field(table, place);
    return at === undefined ? 0 : this.#view.getUint8(at);
  }

  /** A whole number of 64 bits; rounded beyond 2^53, which is more than any file has. */
  whole(at: number | undefined): number {
    return at === undefined ? 0 : Number(this.#view.getBigInt64(at, true));
  }

  /** Offsets lead forwards alone, so that no table holds itself. */
  #follow(at: number): number {
    const offset = this.#view.getInt32(at, true);
    need(offset > 0, "an offset leads backwards");
    return at + offset;
  }
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** @throws Error */
export function need(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}
