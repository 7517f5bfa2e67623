/** Tables in the formats of other tools; loaded when one is written. */
export { toCompressedArrow } from "./arrow.js";
export { toCsv } from "./csv.js";
export { toParquet } from "./parquet.js";
