import { readFileSync } from "node:fs";

/** The doubles of a file. */
export const doubles = (path) => new Float64Array(new Uint8Array(readFileSync(path)).buffer);
