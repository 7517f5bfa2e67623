import type { Command, Option } from "../usage.js";
import { quoted, takenBy, type Value } from "./value.js";

export function zsh(commands: readonly Command[]): string {
  const described = commands.map(({ name, summary }) => `    ${quoted(`${name}:${escaped(summary)}`)}`);
  return `#compdef losscape
_losscape() {
  local -a commands=(
${described.join("\n")}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
    help) _describe command commands ;;
${commands.map(commandCase).join("\n")}
  esac
}
# Sourced, or found on the fpath.
if [[ $funcstack[1] == _losscape ]]; then _losscape "$@"; else compdef _losscape losscape; fi
`;
}

function commandCase({ name, operands, options }: Command): string {
  const flags = Object.entries(options).map(([option, about]) => quoted(flag(option, about)));
  const places = operands.map((operand, at) => quoted(`${at + 1}:${operand}:${action(takenBy(operand))}`));
  return `    ${name}) _arguments ${[...flags, "'--help[show help]'", ...places].join(" ")} ;;`;
}

function flag(name: string, { value, help, repeated, words }: Option): string {
  const about = `${repeated ? "*" : ""}--${name}${value === undefined ? "" : "="}[${escaped(help)}]`;
  return value === undefined ? about : `${about}:${escaped(value)}:${action(takenBy(value, words))}`;
}

function action(value: Value): string {
  if (value === "file") return "_files";
  if (value === "folder") return "_files -/";
  return value.length === 0 ? "" : `(${value.join(" ")})`;
}

/** What means something to `_arguments`. */
const escaped = (text: string) => text.replace(/[[\]:\\]/g, "\\$&");
