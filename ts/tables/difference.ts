import { readColumns } from "./build.js";
import { rowCount } from "./columns.js";
import { fromBytes } from "./files.js";
import type { Columns, ColumnValues, TableSpec } from "./spec.js";

/** Where two files of a table differ first, in words: a row and a column, or else a byte; undefined where they are equal. */
export function firstDifference(spec: TableSpec, there: Uint8Array, here: Uint8Array): string | undefined {
  const byte = firstByte(there, here);
  if (byte === undefined) return undefined;
  const [ofThere, ofHere] = [there, here].map((bytes) => columnsIn(spec, bytes));
  if (ofThere === undefined) return `byte ${byte}: there is no ${spec.name} in it`;
  return inRows(spec, ofThere, ofHere as Columns) ?? `byte ${byte}, in what is said of the table`;
}

function firstByte(there: Uint8Array, here: Uint8Array): number | undefined {
  const end = Math.min(there.length, here.length);
  for (let byte = 0; byte < end; byte++) if (there[byte] !== here[byte]) return byte;
  return there.length === here.length ? undefined : end;
}

function columnsIn(spec: TableSpec, bytes: Uint8Array): Columns | undefined {
  try {
    return readColumns(spec, fromBytes(bytes));
  } catch {
    // What Arrow cannot read is a difference too; which error it throws says nothing more.
    return undefined;
  }
}

function inRows(spec: TableSpec, there: Columns, here: Columns): string | undefined {
  const rows = Math.min(rowCount(spec, there), rowCount(spec, here));
  for (let row = 0; row < rows; row++)
    for (const { name } of spec.columns) {
      const [was, is] = [there, here].map((columns) => valuesAt(columns[name] as ColumnValues, row));
      const place = was?.findIndex((value, entry) => !Object.is(value, is?.[entry])) ?? -1;
      if (place >= 0 || was?.length !== is?.length) {
        const entry = (was?.length ?? 0) > 1 ? `[${Math.max(0, place)}]` : "";
        const said = (values: readonly unknown[] | undefined) =>
          String(values?.[Math.max(0, place)] ?? "absent");
        return `row ${row}, ${name}${entry}: ${said(was)} there and ${said(is)} here`;
      }
    }
  const [was, is] = [rowCount(spec, there), rowCount(spec, here)];
  return was === is ? undefined : `${was} rows there and ${is} here`;
}

/** One value, or those of a list. */
function valuesAt(values: ColumnValues, row: number): readonly unknown[] {
  if (!("offsets" in values)) return [values[row]];
  return [...values.values.subarray(values.offsets[row], values.offsets[row + 1])];
}
