import { InvalidInputError } from "../../base/errors.js";
import { allocate, numberAt, type Reader } from "./dense.js";
import { eachLine } from "./lines.js";

/**
 * Rows of numbers, all separated by the same of semicolon, comma, tab and white space (what the first row has); between
 * semicolons and tabs a comma is the decimal point, and numbers may stand in double quotes, as spreadsheets write them.
 *
 * Blank lines and lines that start with `#` are passed over; a header is not.
 */
export const readCsv: Reader = async (name, chunks, { lower }) => {
  let separator: RegExp | string = "";
  let n = 0;
  let rows = 0;
  let entries = new Float64Array(0);
  await eachLine(name, chunks, (text, line) => {
    const row = text.trim();
    if (row === "" || row.startsWith("#")) return;
    if (rows === 0) separator = [";", "\t", ","].find((mark) => row.includes(mark)) ?? /\s+/;
    // A cell at the end of a row may be blank: only white space is no separator at the ends.
    const fields = (typeof separator === "string" ? text : row).split(separator);
    const at = `${name}, line ${line}`;
    const number = (field: string, column: number) => {
      const plain = field.trim().replace(/^"(.*)"$/, "$1");
      const decimal = separator === ";" || separator === "\t" ? plain.replace(",", ".") : plain;
      return numberAt(() => `${at}, column ${column + 1}`, decimal);
    };
    // Before anything is allocated: a first line of words is a header.
    const wanted = lower ? fields.slice(0, rows + 1) : fields;
    const values = wanted.map(number);
    if (rows === 0) {
      n = fields.length;
      entries = allocate(name, n, n);
    }
    if (fields.length !== n)
      throw new InvalidInputError(at, fields.length, `${n} numbers, as in the first row`);
    if (rows === n) throw new InvalidInputError(`${at}, row`, n + 1, `at most ${n}, as there are columns`);
    entries.set(values, rows * n);
    rows += 1;
  });
  if (rows === 0) throw new InvalidInputError(`${name}, rows`, 0, "a row of numbers");
  if (rows !== n) throw new InvalidInputError(`${name}, shape`, [rows, n], "as many rows as columns");
  return { n, entries, lower };
};
