import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { philox4x32, Stream } from "../../ts/base/random.js";
import { deriveSeed } from "../../ts/wasm/seeds.js";
import { startCore } from "../support/core.js";

beforeAll(startCore);

const FULL = 0xffffffff;
const word = fc.integer({ min: 0, max: FULL });

/** Random123 1.14, tests/kat_vectors, the lines `philox4x32 10`. */
test.each([
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [FULL, FULL, FULL, FULL],
    [FULL, FULL],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
] as const)("Philox of counter %j gives the published known answer", (counter, key, expected) => {
  expect(philox4x32(counter, key)).toEqual(expected);
});

describe("a stream", () => {
  test("has the core's words: its derived seeds are the first word of purpose 1", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), word, word, (seed, first, second) => {
        const [high, low] = new Stream(seed, 1, first, second).next();
        expect((BigInt(high) << 32n) | BigInt(low)).toBe(deriveSeed(String(seed), first, second));
      }),
    );
  });

  test("goes on block by block, two words of 64 bits each", () => {
    const stream = new Stream(5n, 7, 11, 13);
    for (const block of [0, 1, 2]) {
      const [x0, x1, x2, x3] = philox4x32([block, 13, 11, 7], [5, 0]);
      expect([stream.next(), stream.next()]).toEqual([
        [x1, x0],
        [x3, x2],
      ]);
    }
  });

  test("is uniform: ten cells hold a tenth each, within five standard errors", () => {
    const stream = new Stream(1n, 2);
    const counts = new Array<number>(10).fill(0);
    const draws = 100_000;
    for (let i = 0; i < draws; i++) counts[stream.below(10)] = (counts[stream.below(10)] as number) + 1;
    for (const count of counts)
      expect(Math.abs(count - draws / 10)).toBeLessThan(5 * Math.sqrt(draws * 0.09));
  });
});
