/**
 * SHA-256 of the bytes of some arrays, one after the other, in hexadecimal digits.
 *
 * At once, where `crypto.subtle` answers with a promise: a data set's hash is a property. Numbers are little-endian, as all
 * hosts of WebAssembly have them. Source: FIPS 180-4 (2015), 6.2.
 */
export function sha256(arrays: readonly ArrayBufferView[]): string {
  const state = Int32Array.from(FIRST);
  const block = new Uint8Array(64);
  let [filled, total] = [0, 0];
  for (const { buffer, byteOffset, byteLength } of arrays) {
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    total += byteLength;
    for (let at = 0; at < byteLength; ) {
      const part = bytes.subarray(at, at + 64 - filled);
      block.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < 64) continue;
      compress(state, block);
      filled = 0;
    }
  }
  block.fill(0, filled);
  block[filled] = 0x80;
  if (filled >= 56) {
    compress(state, block);
    block.fill(0);
  }
  new DataView(block.buffer).setBigUint64(56, BigInt(total) * 8n);
  compress(state, block);
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

const PRIMES = Array.from({ length: 312 }, (_, n) => n).filter(
  (n) => n > 1 && Array.from({ length: n - 2 }, (_, k) => k + 2).every((k) => n % k !== 0),
);
/** The first 32 bits of the fractional part of a root, without a function whose bits differ between engines. */
function fraction(prime: number, power: 2 | 3): number {
  const scaled = BigInt(prime) << (power === 2 ? 64n : 96n);
  let [low, high] = [0n, 1n << 36n];
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** BigInt(power) <= scaled) low = middle;
    else high = middle;
  }
  return Number(BigInt.asIntN(32, low));
}
const FIRST = PRIMES.slice(0, 8).map((prime) => fraction(prime, 2));
const ROUND = Int32Array.from(PRIMES.slice(0, 64), (prime) => fraction(prime, 3));

const words = new Int32Array(64);

function compress(state: Int32Array, block: Uint8Array): void {
  const view = new DataView(block.buffer);
  for (let i = 0; i < 16; i++) words[i] = view.getInt32(4 * i);
  for (let i = 16; i < 64; i++) {
    const [x, y] = [words[i - 15] as number, words[i - 2] as number];
    const s0 = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
    const s1 = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
    words[i] = ((words[i - 16] as number) + s0 + (words[i - 7] as number) + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 64; i++) {
    const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (ROUND[i] as number) + (words[i] as number)) | 0;
    const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = ((state[i] as number) + word) | 0;
  });
}

const turned = (word: number, by: number) => (word >>> by) | (word << (32 - by));
