import type { Work } from "./work.js";

/** Jobs by GNU parallel, one a core; what the script is given goes to it: `--jobs 4`, `--sshloginfile hosts --workdir .`. */
export function parallel({ run, merge, jobs }: Work, about: string): string {
  return `#!/bin/sh
# ${about}. \`sh FILE [options of parallel]\` runs it and merges; run again, it goes on.
set -eu
seq 1 ${jobs.count} | parallel "$@" ${quoted(`${run} --shard {}/${jobs.count}`)}
${merge}
`;
}

/** One argument, which parallel hands to a shell. */
const quoted = (command: string) => `'${command.replaceAll("'", `'\\''`)}'`;
