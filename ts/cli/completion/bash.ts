import type { Command } from "../usage.js";
import { quoted, takenBy, type Value } from "./value.js";

export function bash(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return `# losscape completion for bash
_losscape() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}"
  local command="\${COMP_WORDS[1]}" words=
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    words=${quoted(`${names} help --help --version`)}
  else
    case "$command $previous" in
${commands.flatMap(valueCases).join("\n")}
      *) case "$command" in
        help) words=${quoted(names)} ;;
${commands.map(commandCase).join("\n")}
      esac ;;
    esac
  fi
  COMPREPLY+=($(compgen -W "$words" -- "$current"))
}
complete -F _losscape losscape
`;
}

/** What follows an option that takes a value. */
function valueCases({ name, options }: Command): string[] {
  return Object.entries(options).flatMap(([option, { value, words }]) =>
    value === undefined
      ? []
      : [`      ${quoted(`${name} --${option}`)}) ${taking(takenBy(value, words))} ;;`],
  );
}

function commandCase({ name, operands, options }: Command): string {
  const flags = Object.keys(options).map((option) => `--${option}`);
  const values = operands.map((operand) => takenBy(operand));
  const words = [...flags, "--help", ...values.flatMap((value) => (typeof value === "string" ? [] : value))];
  const paths = values.filter((value) => typeof value === "string").map((value) => `; ${taking(value)}`);
  return `        ${name}) words=${quoted(words.join(" "))}${paths.join("")} ;;`;
}

function taking(value: Value): string {
  if (value === "file") return "compopt -o default";
  if (value === "folder") return "compopt -o dirnames";
  return `words=${quoted(value.join(" "))}`;
}
