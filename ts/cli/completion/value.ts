import { experiments } from "../../runs/api.js";
import type { Option } from "../usage.js";
import { SHELLS } from "./shells.js";

/** What may stand for a word in capitals: a file, a folder, one of a few words, or anything. */
export type Value = "file" | "folder" | readonly string[];

const ANYTHING: readonly string[] = [];

/** @param name  of an operand or of an option's value, as help has it: "DIR", "DIR…", "[DIR]", "FILE.svg" */
export function takenBy(name: string, words: Option["words"] = ANYTHING): Value {
  if (name.startsWith("FILE")) return "file";
  if (/^\[?DIR[…\]]?$/.test(name)) return "folder";
  if (name === "EXPERIMENT") return experiments.list.map((experiment) => experiment.name);
  return name === "SHELL" ? SHELLS : words;
}

/** In single quotes, as every shell here takes a word literally. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
