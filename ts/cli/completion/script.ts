import type { Command } from "../usage.js";
import { bash } from "./bash.js";
import { fish } from "./fish.js";
import type { Shell } from "./shells.js";
import { zsh } from "./zsh.js";

const SCRIPTS: Readonly<Record<Shell, (commands: readonly Command[]) => string>> = { bash, zsh, fish };

export function scriptOf(shell: Shell, commands: readonly Command[]): string {
  return SCRIPTS[shell](commands);
}
