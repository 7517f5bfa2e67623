/**
 * The core's source of randomness once more, for what is drawn in TypeScript: the same streams, bit by bit.
 *
 * Source: Salmon, Moraes, Dror, Shaw, Parallel random numbers: as easy as 1, 2, 3, SC 2011 (Philox4x32-10).
 */

type Block = readonly [number, number, number, number];

const MULTIPLIERS = [0xd2511f53, 0xcd9e8d57] as const;
const WEYL = [0x9e3779b9, 0xbb67ae85] as const;

/** One block of Philox4x32 with ten rounds: 128 bits from a 128-bit counter and a 64-bit key, in words of 32 bits. */
export function philox4x32(counter: Block, key: readonly [number, number]): Block {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const first = upperHalf(MULTIPLIERS[0], c0) ^ c3 ^ k1;
    const second = upperHalf(MULTIPLIERS[1], c2) ^ c1 ^ k0;
    c3 = Math.imul(MULTIPLIERS[0], c0);
    c1 = Math.imul(MULTIPLIERS[1], c2);
    c0 = second;
    c2 = first;
    k0 = (k0 + WEYL[0]) | 0;
    k1 = (k1 + WEYL[1]) | 0;
  }
  return [c0 >>> 0, c1 >>> 0, c2 >>> 0, c3 >>> 0];
}

/** Of the product of two 32-bit words, by halves of 16 bits: no sum of theirs reaches 2^32. */
function upperHalf(a: number, b: number): number {
  const a1 = a >>> 16;
  const a0 = a & 0xffff;
  const b1 = b >>> 16;
  const b0 = b & 0xffff;
  const middle = ((a0 * b0) >>> 16) + a1 * b0;
  return a1 * b1 + (middle >>> 16) + (((middle & 0xffff) + a0 * b1) >>> 16);
}

/** What a stream is for. The core's own purposes stand in crates/core/src/rng.rs; those of TypeScript begin at 2^16. */
export const PURPOSES = {
  bootstrap: 0x10000,
  verification: 0x10001,
  paths: 0x10002,
  batches: 0x10003,
  assignments: 0x10004,
  slices: 0x10005,
} as const;

/** The stream of `seed` named by purpose, replica and step: the counter is (block, step, replica, purpose). */
export class Stream {
  private readonly key: readonly [number, number];
  private block = 0;
  private half = 0;
  private words: Block = [0, 0, 0, 0];

  constructor(
    seed: bigint,
    private readonly purpose: number,
    private readonly replica = 0,
    private readonly step = 0,
  ) {
    this.key = [Number(seed & 0xffffffffn), Number(seed >> 32n)];
  }

  /** The next 64-bit word, in halves: two words a block. */
  next(): readonly [high: number, low: number] {
    if (this.half === 0)
      this.words = philox4x32([this.block++, this.step, this.replica, this.purpose], this.key);
    this.half = 2 - this.half;
    return this.half === 2 ? [this.words[1], this.words[0]] : [this.words[3], this.words[2]];
  }

  /** Uniform in [0, 1): one of 2^53 values. */
  uniform(): number {
    const [high, low] = this.next();
    return (high * 2 ** 21 + (low >>> 11)) * 2 ** -53;
  }

  /** A whole number from 0 to `count` − 1, uniform to `count`·2^−53. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }
}
