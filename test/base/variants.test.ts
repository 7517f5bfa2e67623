import { describe, expect, test } from "vitest";
import { InvalidInputError } from "../../ts/base/errors.js";
import { number, optional, text, wholeNumber } from "../../ts/base/schema.js";
import { variants } from "../../ts/base/variants.js";

const epochs = wholeNumber({ min: 1, max: 9 });
const line = { epochs, tolerance: number({ min: 0, default: 0.5 }) };
const schema = variants(
  { name: optional(text()) },
  {
    key: "method",
    default: "sgd",
    of: { sgd: { epochs, rate: number({ default: 0.1 }) }, steepest: line, newton: line },
    help: "how",
  },
);

describe("an object in which a word decides the other keys", () => {
  test("has the keys of its word, in their order, and of the default word where none is given", () => {
    expect(Object.entries(schema.parse({ epochs: 3 }))).toEqual([
      ["name", undefined],
      ["method", "sgd"],
      ["epochs", 3],
      ["rate", 0.1],
    ]);
    expect(schema.parse({ epochs: 3, method: "newton", name: "a", rate: undefined })).toEqual({
      name: "a",
      method: "newton",
      epochs: 3,
      tolerance: 0.5,
    });
  });

  test.each([
    [{ epochs: 3, tolerance: 1 }, 'tolerance: no such option of method "sgd", but of "steepest" or "newton"'],
    [{ epochs: 3, method: "newton", rate: 1 }, 'rate: no such option of method "newton", but of "sgd"'],
    [{ epochs: 3, method: "newtn" }, 'method: got "newtn", expected "sgd" or "steepest" or "newton"'],
    [{ epochs: 3, method: null }, "method: got null"],
    [{ method: "newton" }, "epochs: got undefined, expected a whole number from 1 to 9"],
    [{ epochs: 3, ratio: 1 }, "ratio: no such option"],
    [[], "options: got [], expected an object with the keys name, method, epochs, rate"],
  ])("refuses %j by the name of the key", (value, message) => {
    expect(() => schema.parse(value)).toThrow(InvalidInputError);
    expect(() => schema.parse(value)).toThrow(message);
  });

  test("reads what an object inherits, of its word's keys and of no others", () => {
    const inheriting = (own: object, inherited: object) =>
      schema.parse(Object.assign(Object.create(inherited), own));
    expect(inheriting({ epochs: 3 }, { method: "newton" })).toMatchObject({
      method: "newton",
      tolerance: 0.5,
    });
    expect(inheriting({ epochs: 3, rate: undefined }, { method: "newton", tolerance: 1 })).toMatchObject({
      tolerance: 1,
    });
    expect(inheriting({ epochs: 3 }, { tolerance: 1 })).toEqual({ method: "sgd", epochs: 3, rate: 0.1 });
  });

  test("may have a word of which a further word decides, each refused by the name of what refuses it", () => {
    const nested = variants(
      { name: optional(text()) },
      {
        key: "method",
        default: "newton",
        of: {
          newton: line,
          sgd: {
            common: { epochs },
            by: {
              key: "schedule",
              default: "falling",
              of: { falling: { decay: number({ default: 0.9 }) }, constant: {} },
              help: "how the rate falls",
            },
          },
        },
        help: "how",
      },
    );
    const of = (more: object) => nested.parse({ method: "sgd", epochs: 3, ...more });
    expect(of({})).toEqual({ method: "sgd", epochs: 3, schedule: "falling", decay: 0.9 });
    expect(of({ schedule: "constant" })).toEqual({ method: "sgd", epochs: 3, schedule: "constant" });
    expect(() => of({ schedule: "constant", decay: 0.5 })).toThrow(
      'decay: no such option of schedule "constant", but of "falling"',
    );
    expect(() => nested.parse({ epochs: 3, decay: 0.5 })).toThrow(
      'decay: no such option of method "newton", but of "sgd"',
    );
    expect(Object.keys(nested.fields)).toEqual([
      "name",
      "method",
      "epochs",
      "tolerance",
      "schedule",
      "decay",
    ]);
  });

  test("is any of the words' objects in JSON Schema; the word may be absent for the default alone", () => {
    const of = (word: string, required: string[], own: string) => ({
      type: "object",
      required,
      additionalProperties: false,
      properties: { method: { enum: [word] }, [own]: {} },
    });
    expect(schema.json).toMatchObject({
      anyOf: [
        of("sgd", ["epochs"], "rate"),
        of("steepest", ["method", "epochs"], "tolerance"),
        of("newton", ["method", "epochs"], "tolerance"),
      ],
    });
  });

  test("tells the fields of all words, and the defaults of the default one", () => {
    expect(Object.keys(schema.fields)).toEqual(["name", "method", "epochs", "rate", "tolerance"]);
    expect(schema.fields.method.expected).toBe('"sgd" or "steepest" or "newton"');
    expect(schema.defaults).toEqual({ method: "sgd", rate: 0.1 });
  });
});
