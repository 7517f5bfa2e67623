import { type Data, DataType, type Table } from "apache-arrow";
import { need } from "./framing.js";

/** Checks that every value of a table that was read from bytes is there. @throws Error saying what is wrong */
export function checkValues(table: Table): void {
  // Of lists without rows apache-arrow makes no items.
  const batches = table.batches.filter(({ numRows }) => numRows > 0);
  for (const batch of batches) batch.data.children.forEach(checkData);
}

function checkData(data: Data): void {
  const { type, length, children, values, valueOffsets, nullBitmap } = data;
  const holds = (count = 0, each = 1) => need(count >= length * each, "a column is shorter than its table");
  if (data.nullCount > 0 && !DataType.isNull(type)) holds(8 * (nullBitmap?.length ?? 0));
  if (DataType.isInt(type) || DataType.isFloat(type) || DataType.isDictionary(type)) holds(values?.length);
  if (DataType.isFixedSizeList(type)) {
    need(type.listSize >= 0, "its lists have a length below 0");
    holds(children[0]?.length, type.listSize);
  }
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type)) checkOffsets(valueOffsets, length, values.length);
  if (DataType.isList(type) || DataType.isLargeList(type))
    checkOffsets(valueOffsets, length, children[0]?.length);
  if (DataType.isDictionary(type)) {
    const words = data.dictionary?.length ?? 0;
    for (let row = 0; row < length; row++)
      need(
        !data.getValid(row) || (values[row] >= 0 && values[row] < words),
        "a word is not in its dictionary",
      );
    data.dictionary?.data.forEach(checkData);
  }
  children.forEach(checkData);
}

/** @param end  how many there are of what the offsets divide */
function checkOffsets(offsets: Int32Array | BigInt64Array, rows: number, end = 0): void {
  // A column without rows may have no offset.
  need(rows === 0 || offsets.length > rows, "a column is shorter than its table");
  let last: number | bigint = 0;
  for (let row = 0; row < Math.min(rows + 1, offsets.length); row++) {
    const offset = offsets[row] as number | bigint;
    need(offset >= last && offset <= end, "an offset of a column leads out of it");
    last = offset;
  }
}
