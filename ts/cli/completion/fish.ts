import type { Command, Option } from "../usage.js";
import { quoted, takenBy, type Value } from "./value.js";

export function fish(commands: readonly Command[]): string {
  const lines = [
    "# losscape completion for fish",
    "complete -c losscape -f",
    ...commands.map(
      ({ name, summary }) => `complete -c losscape -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ),
    ...commands.flatMap(ofCommand),
  ];
  return `${lines.join("\n")}\n`;
}

function ofCommand({ name, operands, options }: Command): string[] {
  const begin = `complete -c losscape -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
  return [
    ...Object.entries(options).map(([option, about]) => `${begin} -l ${option}${taking(about)}`),
    ...operands.map((operand) => `${begin}${from(takenBy(operand))}`),
  ];
}

function taking({ value, words, help, short }: Option): string {
  const letter = short === undefined ? "" : ` -s ${short}`;
  const values = value === undefined ? undefined : takenBy(value, words);
  const argument = values === undefined ? "" : values === "file" ? " -r -F" : ` -x${from(values)}`;
  return `${letter}${argument} -d ${quoted(help)}`;
}

function from(value: Value): string {
  if (value === "file") return " -F";
  if (value === "folder") return ` -a ${quoted("(__fish_complete_directories)")}`;
  return value.length === 0 ? "" : ` -a ${quoted(value.join(" "))}`;
}
