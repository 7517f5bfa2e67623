import fc from "fast-check";
import { expect, test } from "vitest";
import { parseExactly } from "../../ts/cli/config.js";

test("a whole number that a double cannot hold keeps its digits, as a string", () => {
  expect(parseExactly("18446744073709551615")).toBe("18446744073709551615");
  expect(parseExactly('{"seed": 9007199254740993, "p": 3}')).toEqual({ seed: "9007199254740993", p: 3 });
  expect(parseExactly("9007199254740991")).toBe(9007199254740991);
});

test("digits in a string, a fraction or an exponent are left alone", () => {
  expect(parseExactly('"18446744073709551615 \\" 99999999999999999"')).toBe(
    '18446744073709551615 " 99999999999999999',
  );
  expect(parseExactly("0.12345678901234567890")).toBe(0.12345678901234568);
  expect(parseExactly("[1e-8, -2.5e3]")).toEqual([1e-8, -2500]);
});

/** Whether the text holds no whole number beyond what a double holds. */
function isExact(text: string): boolean {
  let exact = true;
  JSON.parse(text, (_, value) => {
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) exact = false;
    return value;
  });
  return exact;
}

test("all other JSON is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.json().filter(isExact), (text) => {
      expect(parseExactly(text)).toEqual(JSON.parse(text));
    }),
  );
});
