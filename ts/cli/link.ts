import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Io, Output } from "./io.js";

/** A path as a link (OSC 8) where it is written to a terminal that may know links, else the path. */
export function linked(path: string, stream: Output, env: Io["env"]): string {
  if (!showsLinks(stream, env)) return path;
  return `\x1b]8;;${pathToFileURL(resolve(path)).href}\x1b\\${path}\x1b]8;;\x1b\\`;
}

/** FORCE_HYPERLINK decides where it is set; NO_COLOR and a dumb terminal want no sequence at all. */
function showsLinks({ isTTY }: Output, { FORCE_HYPERLINK, NO_COLOR, TERM }: Io["env"]): boolean {
  if (FORCE_HYPERLINK !== undefined) return FORCE_HYPERLINK !== "0";
  return isTTY === true && TERM !== "dumb" && !NO_COLOR;
}
