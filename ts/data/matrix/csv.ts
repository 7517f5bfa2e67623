import { InvalidInputError } from "../../base/errors.js";
import { allocate, numberAt, type Reader } from "./dense.js";
import { eachLine } from "./lines.js";

/**
 * Rows of numbers, all separated by the same of comma, semicolon and white space (what the first row has). Blank lines and
 * lines that start with `#` are passed over; a header is not.
 */
export const readCsv: Reader = async (name, chunks) => {
  let separator: RegExp | string = "";
  let n = 0;
  let rows = 0;
  let entries = new Float64Array(0);
  await eachLine(name, chunks, (text, line) => {
    const row = text.trim();
    if (row === "" || row.startsWith("#")) return;
    if (rows === 0) separator = [";", ","].find((mark) => row.includes(mark)) ?? /\s+/;
    const fields = row.split(separator);
    const at = `${name}, line ${line}`;
    const place = (column: number) => () => `${at}, column ${column + 1}`;
    // Before anything is allocated: a first line of words is a header.
    const values = fields.map((field, column) => numberAt(place(column), field.trim()));
    if (rows === 0) {
      n = fields.length;
      entries = allocate(name, n, n);
    }
    if (values.length !== n)
      throw new InvalidInputError(at, values.length, `${n} numbers, as in the first row`);
    if (rows === n) throw new InvalidInputError(`${at}, row`, n + 1, `at most ${n}, as there are columns`);
    entries.set(values, rows * n);
    rows += 1;
  });
  if (rows === 0) throw new InvalidInputError(`${name}, rows`, 0, "a row of numbers");
  if (rows !== n) throw new InvalidInputError(`${name}, shape`, [rows, n], "as many rows as columns");
  return { n, entries, lower: false };
};
