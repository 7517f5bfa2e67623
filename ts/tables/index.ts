/** Arrow tables from plain columns, and Arrow files; the only importer of apache-arrow, loaded at first use. */
export { buildTable, readColumns } from "./build.js";
export { firstDifference } from "./difference.js";
export { fromBytes, mergeFiles, toBytes } from "./files.js";
export { type ForeignColumn, readForeign } from "./foreign.js";
export { openTable, type RandomAccess, readerOf } from "./reader.js";
export type { TableOf } from "./typed.js";
