import { InvalidInputError } from "../../base/errors.js";
import { didYouMean } from "../../base/nearest.js";
import { scriptOf } from "../completion/script.js";
import { SHELLS, type Shell } from "../completion/shells.js";
import type { Command } from "../usage.js";

/** @param commands  asked for when the script is made: it completes this command too */
export function completion(commands: () => readonly Command[]): Command {
  return {
    name: "completion",
    summary: `A script that completes this command line, for ${SHELLS.join(", ")}.`,
    operands: ["SHELL"],
    options: {},
    example: "losscape completion bash > ~/.local/share/bash-completion/completions/losscape",
    async run(args, io) {
      const shell = args.operands[0] as Shell;
      if (!SHELLS.includes(shell))
        throw new InvalidInputError("SHELL", shell, `${SHELLS.join(" or ")}${didYouMean(shell, SHELLS)}`);
      io.stdout.write(scriptOf(shell, commands()));
    },
  };
}
