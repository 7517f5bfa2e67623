import { joined } from "../../base/chunks.js";
import { InvalidInputError } from "../../base/errors.js";
import type { Reader } from "./dense.js";
import { readNpy } from "./npy.js";
import { type Member, membersOf, unpackedMember } from "./zip.js";

/**
 * NumPy's archive of arrays, as `savez` (stored) and `savez_compressed` (deflated) write it: the one array in it, or the one
 * that `array` names.
 */
export const readNpz: Reader = async (name, chunks, options) => {
  const bytes = await joined(chunks);
  const arrays = membersOf(name, bytes).filter((member) => member.name.endsWith(".npy"));
  const member = chosen(name, arrays, options.array);
  const inside = `${name}, ${member.name}`;
  return readNpy(inside, unpackedMember(inside, bytes, member), options);
};

function chosen(name: string, arrays: readonly Member[], wanted: string | undefined): Member {
  const names = arrays.map((member) => member.name.replace(/\.npy$/, ""));
  const place = wanted === undefined ? (arrays.length === 1 ? 0 : -1) : names.indexOf(wanted);
  const member = arrays[place];
  if (member === undefined)
    throw new InvalidInputError(
      wanted === undefined ? `${name}, arrays` : "--array",
      wanted ?? names,
      wanted === undefined ? "one array, or --array with the name of one" : names.join(" or ") || "an array",
    );
  return member;
}
