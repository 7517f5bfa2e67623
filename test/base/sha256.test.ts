import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256 } from "../../ts/base/sha256.js";

const of = (text: string) => sha256([new TextEncoder().encode(text)]);

test("is that of the standard's own examples (FIPS 180-4)", () => {
  expect(of("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")).toBe(
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  );
  expect(of("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("is that of the bytes one after the other, however they are divided into arrays", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), (arrays) => {
      const hash = createHash("sha256");
      for (const bytes of arrays) hash.update(bytes);
      expect(sha256(arrays)).toBe(hash.digest("hex"));
    }),
  );
});

test("is that of an array's own bytes, not of its whole buffer", () => {
  const whole = Float64Array.of(1, 2, 3);
  expect(sha256([whole.subarray(1, 2)])).toBe(sha256([Float64Array.of(2)]));
});
