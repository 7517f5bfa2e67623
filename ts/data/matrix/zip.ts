import { InvalidInputError } from "../../base/errors.js";
import { decompressed } from "../bytes.js";

/** A file in a zip archive. */
export interface Member {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  /** Of the packed bytes. */
  readonly size: number;
  /** Where its local header stands. */
  readonly offset: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** Of the record at the end, and of the longest comment behind it. */
const END_SIZE = 22;
const LONGEST_COMMENT = 2 ** 16;
/** Stands for a number that does not fit, and is told in the extra field 1. */
const IN_EXTRA = 0xffffffff;
const ZIP64_EXTRA = 1;
const [STORED, DEFLATED] = [0, 8];

/**
 * What is in an archive, by its central directory. Source: PKWARE, .ZIP File Format Specification (APPNOTE) 6.3.
 *
 * @throws InvalidInputError  no zip archive, or a damaged one
 */
export function membersOf(name: string, bytes: Uint8Array): Member[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    const { count, start } = directoryOf(name, view);
    const members: Member[] = [];
    for (let at = start; members.length < count; ) {
      if (view.getUint32(at, true) !== CENTRAL) throw damaged(name, at);
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
        view.getUint16(at + field, true),
      ) as [number, number, number];
      members.push(memberAt(view, at, nameLength, extraLength));
      at += 46 + nameLength + extraLength + commentLength;
    }
    return members;
  } catch (error) {
    if (error instanceof RangeError) throw damaged(name, bytes.length);
    throw error;
  }
}

/** How many members there are, and where the first is told. */
function directoryOf(name: string, view: DataView): { count: number; start: number } {
  let at = view.byteLength - END_SIZE;
  const first = Math.max(0, at - LONGEST_COMMENT);
  while (at >= first && view.getUint32(at, true) !== END) at--;
  if (at < first)
    throw new InvalidInputError(name, view.byteLength, "a whole zip archive, as .npz files are");
  const locator = at - 20;
  if (locator >= 0 && view.getUint32(locator, true) === LOCATOR_64) {
    const end = Number(view.getBigUint64(locator + 8, true));
    if (view.getUint32(end, true) !== END_64) throw damaged(name, end);
    return {
      count: Number(view.getBigUint64(end + 32, true)),
      start: Number(view.getBigUint64(end + 48, true)),
    };
  }
  return { count: view.getUint16(at + 10, true), start: view.getUint32(at + 16, true) };
}

function memberAt(view: DataView, at: number, nameLength: number, extraLength: number): Member {
  const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength));
  const [unpackedSize, size, offset] = [24, 20, 42].map((field) => view.getUint32(at + field, true)) as [
    number,
    number,
    number,
  ];
  const large = largeNumbers(view, at + 46 + nameLength, extraLength);
  const actual = (value: number) => (value === IN_EXTRA ? (large.shift() ?? value) : value);
  // In this order they stand in the extra field, each only where it does not fit.
  actual(unpackedSize);
  return {
    name,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    size: actual(size),
    offset: actual(offset),
  };
}

function largeNumbers(view: DataView, start: number, length: number): number[] {
  for (let at = start; at + 4 <= start + length; at += 4 + view.getUint16(at + 2, true))
    if (view.getUint16(at, true) === ZIP64_EXTRA)
      return Array.from({ length: view.getUint16(at + 2, true) >> 3 }, (_, place) =>
        Number(view.getBigUint64(at + 4 + 8 * place, true)),
      );
  return [];
}

/** The bytes of a member; its checksum is tried at their end. @throws InvalidInputError */
export async function* unpackedMember(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  { method, crc, size, offset }: Member,
): AsyncGenerator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL) throw damaged(name, offset);
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const packed = bytes.subarray(start, start + size);
  if (packed.length < size) throw damaged(name, bytes.length);
  if (method !== STORED && method !== DEFLATED)
    throw new InvalidInputError(`${name}, method of compression`, method, "0 (stored) or 8 (deflated)");
  let sum = ~0;
  for await (const chunk of method === STORED ? [packed] : inflated(name, packed)) {
    sum = crcOf(chunk, sum);
    yield chunk;
  }
  if (~sum >>> 0 !== crc)
    throw new InvalidInputError(`${name}, checksum`, hex(~sum >>> 0), `${hex(crc)}, as the archive says`);
}

const inflated = (name: string, packed: Uint8Array<ArrayBuffer>) =>
  decompressed(`${name}, deflate`, "deflate-raw", new Blob([packed]).stream(), "a whole deflated member");

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32, of which `sum` is the complement so far. */
function crcOf(bytes: Uint8Array, sum: number): number {
  let crc = sum;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] as number);
  return crc;
}

const hex = (value: number) => `0x${value.toString(16).padStart(8, "0")}`;

const damaged = (name: string, at: number) =>
  new InvalidInputError(`${name}, offset ${at}`, "something else", "a whole zip archive");
