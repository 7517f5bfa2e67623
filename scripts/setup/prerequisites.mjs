import { SetupError } from "./fail.mjs";
import { which } from "./paths.mjs";

const OLDEST_NODE = [20, 19];

/** What set-up cannot install by itself. */
export function checkPrerequisites({ node = process.versions.node, find = which } = {}) {
  const [major, minor] = node.split(".").map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]))
    throw new SetupError(`Node ${node} is too old: install Node ${OLDEST_NODE.join(".")} or later.`);
  if (find("rustup") === undefined || find("cargo") === undefined)
    throw new SetupError(
      "rustup is not installed: install it from https://rustup.rs; it then fetches the right Rust.",
    );
  if (find("cc") === undefined)
    throw new SetupError(
      "no C compiler (cc) is installed, and Rust links with it: install one (Debian: build-essential; macOS: xcode-select --install).",
    );
}
