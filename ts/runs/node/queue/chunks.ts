import type { Redis } from "ioredis";

/** A command of more would keep the server, and who else asks it, waiting. */
const CHUNK = 2 ** 20;

/** Writes bytes in chunks, the fields 0, 1, … of a hash, which goes by itself after so many seconds unless it is kept. */
export async function writeChunks(
  client: Redis,
  key: string,
  bytes: Uint8Array,
  seconds: number,
): Promise<void> {
  for (let at = 0, index = 0; at < bytes.length; at += CHUNK, index++) {
    const chunk = bytes.subarray(at, at + CHUNK);
    await client.eval(
      WRITE,
      1,
      key,
      index,
      Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length),
      seconds,
    );
  }
}

const WRITE = `
redis.call("HSET", KEYS[1], ARGV[1], ARGV[2])
redis.call("EXPIRE", KEYS[1], ARGV[3])`;

/** The same bytes again; undefined where they are not there, or not so many. */
export async function readChunks(
  client: Redis,
  key: string,
  length: number,
): Promise<Uint8Array | undefined> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (let index = 0; at < length; index++) {
    const chunk = await client.hgetBuffer(key, String(index));
    if (chunk === null || at + chunk.length > length) return undefined;
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
